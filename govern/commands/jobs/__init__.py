"""What is done after a transaction: queued jobs, each leased by one worker, and the rounds."""
