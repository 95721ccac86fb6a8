"""The program beside the RMS that holds the verified register and answers from it."""
