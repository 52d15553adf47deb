"""One module a kind of answer; each takes a question with its reports and gives an answer, or None: not its kind."""
