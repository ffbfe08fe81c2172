"""Whether a text that we did not write says only what was computed."""
