"""What comes after a part: pages to recognise, then a PDF to make, then the end.

Asked for in the transaction that ends the part, so that a reading never stops between two.
"""

from egide.kernel.documents.keeping import end
from egide.kernel.documents.models import DocumentVersion, ReadingState
from egide.kernel.documents.reading import defer_reading


def next_part(version: DocumentVersion, *, waiting: bool, convert: bool, explained: str = "") -> None:
    """Will ask for the next part, or end the reading: in part when `explained` says what is missing."""
    if waiting or convert:
        end(version, ReadingState.READING, explained)
        defer_reading(version, part="ocr" if waiting else "pages")
    else:
        end(version, ReadingState.PARTIAL if explained else ReadingState.READ, explained)
