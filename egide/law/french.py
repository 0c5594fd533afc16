"""The typography of French sentences, in one place: guillemets with their non-breaking spaces.
Not a translator: sentences are written in French where they are said."""

NBSP = "\u00a0"


def quote(text: str) -> str:
    """Will put the text between guillemets."""
    return f"«{NBSP}{text}{NBSP}»"
