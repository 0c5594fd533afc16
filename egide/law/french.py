"""The typography of French sentences, in one place: guillemets with their non-breaking spaces.
Not a translator: sentences are written in French where they are said."""

NBSP = "\u00a0"


def quote(text: str) -> str:
    """Will put the text between guillemets."""
    return f"«{NBSP}{text}{NBSP}»"


def of(name: str) -> str:
    """Will write « de » before a name or a title: « d’Hélène », « du président », « de la présidente »."""
    for article, joined in (("le ", "du "), ("les ", "des ")):
        if name[: len(article)].lower() == article:
            return joined + name[len(article) :]
    return f"d’{name}" if name[:1].lower() in "aeiouyhàâéèêëîïôöûüœ" else f"de {name}"
