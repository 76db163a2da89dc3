"""The index and the questions asked of it. Knows the record of `corpus` and nothing of the web."""
