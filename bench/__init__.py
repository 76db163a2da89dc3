"""Dateline beside other engines, on the same releases and the same questions, in one run."""
