"""What may go wrong between values and a PDF, said in French.

The sentences are shown to staff; the technical cause stays in `detail`, for the log.
"""


class RenderingFailed(Exception):
    """The document could not be set; `detail` holds the engine's own diagnostic (no personal data)."""

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class MergeFailed(ValueError):
    """A wording asks for a field that was not given, or its braces are not closed."""
