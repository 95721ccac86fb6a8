"""Every event type there is, by noun: its permanent name, its data and the projection rows it
writes.
"""
