"""Machine callers: who may ask which forces' questions, by a token that is shown once."""
