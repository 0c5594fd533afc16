"""What may go wrong between values and a PDF, said in French.

The sentences are shown to staff; the technical cause stays in `detail`, for the log.
"""


class RenderingFailed(Exception):
    """The document could not be set; `detail` holds the engine's own diagnostic.

    The diagnostic may quote a few characters of the text: it is for a developer's eyes, not for a log.
    """

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class MergeFailed(ValueError):
    """A wording asks for a field that was not given, or its braces are not closed."""
