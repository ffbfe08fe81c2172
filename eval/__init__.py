"""How well sentences are read: the parser against labelled meals, `make eval`."""
