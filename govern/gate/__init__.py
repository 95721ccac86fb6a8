"""The gate: one small process beside a records management system, which holds the verified register
and answers "may this flow run?", also when nobody else can be reached. It installs alone.
"""
