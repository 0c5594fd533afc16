"""How large the pages of a version are, in points, as they are shown.

Read from what the reading of the version kept; a page that was not read is a letter sheet.
"""

from egide.kernel.documents.models import DocumentVersion, Page

LETTER = (612.0, 792.0)  # 8,5 × 11 inches


def page_size(version: DocumentVersion, number: int) -> tuple[float, float]:
    """Will return the width and the height of a page."""
    found = Page.objects.filter(version=version, number=number).values_list("width", "height").first()
    return (float(found[0]), float(found[1])) if found and found[0] and found[1] else LETTER
