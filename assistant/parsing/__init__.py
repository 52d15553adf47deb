"""One small parser an aspect of a question; each returns what it found and the words that said it."""
