"""The page: it translates between a browser and the assistant, and decides nothing."""
