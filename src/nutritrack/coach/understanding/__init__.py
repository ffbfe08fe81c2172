"""What somebody said to the coach, read without a network, a database or a language model."""
