"""The chat on pages of other sites: a button of one script, and the frame it opens."""
