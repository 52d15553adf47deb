"""The errors this product raises on purpose; each message is a Chinese sentence: what, where, what to do."""


class NianbaoError(Exception):
    """Any of them; `str(error)` is what the user reads."""


class ReadingError(NianbaoError):
    """A file that can't be read as a report."""


class StoreError(NianbaoError):
    """The store can't be opened, is in use by another process, or has another version."""


class FetchError(NianbaoError):
    """A page or file of the web that can't be had; `passing` where asking again later may help."""

    def __init__(self, message: str, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


class SettingsError(NianbaoError):
    """A setting that is not known or has a wrong value."""


class ModelError(NianbaoError):
    """The embedding model can't be loaded, or is not the one the index was made with."""
