"""A conversation: what a later question leans on, one module an aspect; `hear.py` is the way from top to bottom."""
