"""The pages of a version as the full text takes them: long blocks, of the newest version alone.

The index itself follows by a trigger on these rows, in the same transaction.
"""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from egide.kernel.documents.models import Document, DocumentVersion, TextBlock
from egide.kernel.documents.models_reading import LONGEST_BLOCK

PAGE_BREAK = "\f"  # between the pages of a block: a place in the text tells its page


def index(document: Document, version: DocumentVersion, texts: Sequence[str], *, first: bool) -> int:
    """Will replace what is indexed of the document by these pages, and return how many blocks that makes.

    An older version is not indexed. `first`: nothing can be there yet.
    """
    if not first:
        newer = DocumentVersion.objects.filter(document=document, number__gt=version.number)
        if newer.exists():
            return 0
        TextBlock.objects.filter(dossier_id=version.dossier_id, rank=document.rank).delete()
    day = timezone.localtime(document.added_at).date()
    blocks = [
        TextBlock(
            dossier_id=version.dossier_id,
            compartment_id=version.compartment_id,
            version_id=version.pk,
            rank=document.rank,
            block=number,
            first_page=start,
            last_page=end,
            text=text,
            day=day,
        )
        for number, (start, end, text) in enumerate(_blocks(texts))
    ]
    if blocks:
        TextBlock.objects.bulk_create(blocks)
    return len(blocks)


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    gathered: list[str] = []
    length, start = 0, 1
    for number, text in enumerate(texts, start=1):
        kept = text[:LONGEST_BLOCK]
        if gathered and length + len(kept) + 1 > LONGEST_BLOCK:
            yield start, number - 1, PAGE_BREAK.join(gathered)
            gathered, length, start = [], 0, number
        gathered.append(kept)
        length += len(kept) + 1
    if any(gathered):
        yield start, start + len(gathered) - 1, PAGE_BREAK.join(gathered)
