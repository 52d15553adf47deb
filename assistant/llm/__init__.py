"""The optional language model: it may read a question and re-word evidence; no number of an answer comes from it."""
