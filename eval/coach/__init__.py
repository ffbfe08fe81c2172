"""How well the coach understands people: labelled messages, `eval/coach/data/README.md`."""
