"""What was typed in the search box, understood: words, exact phrases, beginnings of words, words to leave out.

Pure, but for the writing of the question for PostgreSQL, which folds and stems it as it did the texts.
"""

import re
from dataclasses import dataclass, replace

from egide.kernel.search.folding import fold_text

LONGEST_TERMS = 12
SHORTEST_BEGINNING = 3
_PIECES = re.compile(
    r"(?P<minus>(?<!\S)[-\u2212\u2013])?(?:«\s*(?P<a>[^»]*)(?:»|$)|\"(?P<b>[^\"]*)(?:\"|$)|“(?P<c>[^”]*)(?:”|$)|(?P<word>\S+))"
)
_EXCEPT = "sauf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing asked: its words as typed; `exact`: in this order; `beginning`: only the start of the last word."""

    text: str
    exact: bool = False
    excluded: bool = False
    beginning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The whole question: every term must be found, except those left out."""

    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms to be found."""
        return tuple(term for term in self.terms if not term.excluded)

    def begun(self) -> "Asked | None":
        """Will return the question whose last word is only a beginning; nothing when it cannot be one."""
        if not self.terms:
            return None
        last = self.terms[-1]
        if last.excluded or last.exact or last.beginning or len(fold_text(last.text)) < SHORTEST_BEGINNING:
            return None
        return replace(self, terms=(*self.terms[:-1], replace(last, beginning=True)))

    def written(self) -> str:
        """Will return the question as it would be typed."""
        return " ".join(_written(term) for term in self.terms)

    def sql(self) -> tuple[str, list[str]]:
        """Will return the expression of the question as a tsquery, and its parameters."""
        parts, values = ["''::tsquery"], []
        for term in self.terms:
            expression, given = _term_sql(term)
            parts.append(f"!!{expression}" if term.excluded else expression)
            values += given
        return " && ".join(parts), values


def understand(typed: str) -> Asked:
    """Will read what was typed: « congé "sans solde" -maladie » asks for a word and a phrase, and leaves one out."""
    terms: list[Term] = []
    leaving_out = False
    for piece in _PIECES.finditer(typed):
        phrase = next((piece[name] for name in "abc" if piece[name] is not None), None)
        text = phrase if phrase is not None else piece["word"]
        if phrase is None and text.lower() == _EXCEPT and terms:
            leaving_out = True
            continue
        bare = text.rstrip("*").strip() if phrase is None else text.strip()
        folded = fold_text(bare)
        if not folded:
            continue
        terms.append(
            Term(
                text=bare,
                exact=phrase is not None,
                excluded=leaving_out or bool(piece["minus"]),
                beginning=phrase is None and text.endswith("*") and len(folded) >= SHORTEST_BEGINNING,
            )
        )
        leaving_out = False
    return Asked(terms=tuple(terms[:LONGEST_TERMS]))


def _written(term: Term) -> str:
    text = f"«\u00a0{term.text}\u00a0»" if term.exact else f"{term.text}*" if term.beginning else term.text
    return f"-{text}" if term.excluded else text


def _term_sql(term: Term) -> tuple[str, list[str]]:
    # A hyphen joins two words: « compte-rendu » is a phrase too.
    whole = "phraseto_tsquery('public.egide', public.search_fold(%s))"
    if not term.beginning:
        return whole, [term.text]
    *before, last = fold_text(term.text).split()
    begun = "to_tsquery('simple', %s)"
    if before:
        begun = f"(phraseto_tsquery('public.egide', %s) <-> {begun})"
        return f"({whole} || {begun})", [term.text, " ".join(before), f"'{last}':*"]
    return f"({whole} || {begun})", [term.text, f"'{last}':*"]
