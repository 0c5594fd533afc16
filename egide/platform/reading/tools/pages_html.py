"""HTML pages: their words. Nothing is fetched, nothing is run; an address in a page stays an address.

The rest is plain text’s.
"""

from egide.platform.reading.tools import Answer, Source, texts


def text(source: Source, *, thumbnail: bool = False) -> Answer:
    """Will read the words of the page, without its scripts and styles."""
    return texts.text(source, html=True)
