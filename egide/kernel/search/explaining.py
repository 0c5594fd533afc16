"""How a question was understood, in one French sentence: what is looked for, either, in a row, left out.

Pure: nothing of any text is told, only what was typed.
"""

from collections.abc import Collection, Sequence

from egide.kernel.search.asking import Asked, Term


def explained(asked: Asked, *, small: Collection[str] = ()) -> str:
    """Will say what is looked for; `small`: words typed that are in every text, and are not looked for."""
    wanted = [term for term in asked.terms if not term.excluded and term.text not in small]
    if not wanted:
        return ""
    said = f"Cherché\u00a0: {_joined([_either(term) for term in wanted], 'et')}"
    if left_out := [_named(term) for term in asked.terms if term.excluded]:
        said += f", sans {_joined(left_out, 'ni')}"
    kept = [word for word in small if any(word == term.text for term in asked.terms)]
    if kept:
        verb = (
            "est trop courant pour être cherché"
            if len(kept) == 1
            else "sont trop courants pour être cherchés"
        )
        said += f". {_joined([_quoted(word) for word in kept], 'et')} {verb}"
    return f"{said}."


def worth_telling(asked: Asked) -> bool:
    """Whether something else than plain words was asked."""
    return len(asked.terms) > 1 or any(
        term.exact or term.excluded or term.beginning or term.either for term in asked.terms
    )


def _either(term: Term) -> str:
    return _joined([_named(one) for one in (term, *term.either)], "ou")


def _named(term: Term) -> str:
    if term.exact and " " in term.text.strip():
        return f"la suite exacte {_quoted(term.text)}"
    if term.beginning:
        return f"un mot qui commence par {_quoted(term.text)}"
    return _quoted(term.text)


def _quoted(text: str) -> str:
    return f"«\u00a0{text}\u00a0»"


def _joined(said: Sequence[str], last: str) -> str:
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {last} {said[-1]}"
