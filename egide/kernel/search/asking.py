"""What was typed in the search box, understood: words, exact phrases, beginnings of words, words to leave out.

Pure, but for the writing of the question for PostgreSQL, which stems it as it did the texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from egide.kernel.search.folding import fold_text

LONGEST_TERMS = 12
SHORTEST_BEGINNING = 3
_PIECES = re.compile(
    r"(?P<minus>(?<!\S)[-\u2212\u2013])?(?:«\s*(?P<a>[^»]*)(?:»|$)|\"(?P<b>[^\"]*)(?:\"|$)|“(?P<c>[^”]*)(?:”|$)|(?P<word>\S+))"
)
_NO_QUOTES = dict.fromkeys(map(ord, '«»"“”'), " ")
_EXCEPT = "sauf"
_EITHER = ("ou", "or", "|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing asked: its words as typed; `exact`: in this order; `beginning`: only the start of the last word.

    `either`: what may stand in its place, « frais ou honoraires ».
    """

    text: str
    exact: bool = False
    excluded: bool = False
    beginning: bool = False
    either: tuple["Term", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The whole question: every term must be found, except those left out."""

    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms to be found, each of those that « ou » joins apart."""
        return tuple(one for term in self.terms if not term.excluded for one in (term, *term.either))

    def begun(self) -> "Asked | None":
        """Will return the question whose last word is only a beginning; nothing when it cannot be one."""
        if not self.terms:
            return None
        last = self.terms[-1]
        whole = last.excluded or last.exact or last.beginning or last.either
        if whole or len(fold_text(last.text)) < SHORTEST_BEGINNING:
            return None
        return replace(self, terms=(*self.terms[:-1], replace(last, beginning=True)))

    def written(self) -> str:
        """Will return the question as it would be typed."""
        return " ".join(" ou ".join(map(_written, (term, *term.either))) for term in self.terms)

    def sql(self) -> tuple[str, list[str]]:
        """Will return the expression of the question as a tsquery, and its parameters."""
        parts, values = ["''::tsquery"], []
        for term in self.terms:
            either = [_term_sql(one) for one in (term, *term.either)]
            expression = " || ".join(said for said, _ in either)
            expression = f"({expression})" if term.either else expression
            parts.append(f"!!{expression}" if term.excluded else expression)
            values += [value for _, given in either for value in given]
        return " && ".join(parts), values


def both_sql(asked: Asked, begun: Asked | None) -> tuple[str, list[str]]:
    """Will return the statement that gives the question, and what is asked when nothing answers it, or null.

    After a small word, which is in no text, the beginning would find no more than the words before it.
    """
    if begun is None:
        expression, values = asked.sql()
        return f"select {expression} as asked, null::tsquery as begun offset 0", values
    before, values = replace(asked, terms=asked.terms[:-1]).sql()
    (last, words), (start, letters) = _term_sql(asked.terms[-1]), _begun_sql(begun.terms[-1])
    return (
        "select p.before && p.last as asked, case when numnode(p.last) > 0 or numnode(p.before) = 0"
        " then p.before && (p.last || p.start) end as begun"
        f" from (select {before} as before, {last} as last, {start} as start offset 0) p offset 0",
        [*values, *words, *letters],
    )


def understand(typed: str) -> Asked:
    """Will read what was typed: « congé "sans solde" -maladie » asks for a word and a phrase, and leaves one out.

    « Frais ou honoraires » asks for either; a sign that joins nothing is a word like another.
    """
    terms: list[Term] = []
    leaving_out = joining = False
    for text, phrase, minus in _pieces(typed):
        if not phrase and terms and not minus:
            if text.lower() == _EXCEPT:
                leaving_out = True
                continue
            if text.lower() in _EITHER:
                joining = not terms[-1].excluded
                continue
        if (term := _term(text, phrase, leaving_out or minus)) is None:
            continue
        if joining and not term.excluded:
            terms[-1] = replace(terms[-1], either=(*terms[-1].either, term))
        else:
            terms.append(term)
        leaving_out = joining = False
    return Asked(terms=_bounded(terms))


def _pieces(typed: str) -> Iterator[tuple[str, bool, bool]]:
    """What is typed, piece by piece: its text, whether it is a phrase, whether it is left out.

    A guillemet lost inside a word separates two of them: « 0»0 » is asked as « 0 0 » is.
    """
    for piece in _PIECES.finditer(typed):
        phrase = next((piece[name] for name in "abc" if piece[name] is not None), None)
        parts = [phrase] if phrase is not None else piece["word"].translate(_NO_QUOTES).split()
        yield from ((part, phrase is not None, bool(piece["minus"])) for part in parts)


def _term(text: str, exact: bool, excluded: bool) -> Term | None:
    # A sign that stands alone is no word: « 0 : » is « 0 ».
    typed = text.translate(_NO_QUOTES).rstrip("" if exact else "*")
    bare = " ".join(word for word in typed.split() if fold_text(word))
    if not (folded := fold_text(bare)):
        return None
    beginning = not exact and text.endswith("*") and len(folded) >= SHORTEST_BEGINNING
    return Term(text=bare, exact=exact, excluded=excluded, beginning=beginning)


def _bounded(terms: list[Term]) -> tuple[Term, ...]:
    kept: list[Term] = []
    left = LONGEST_TERMS
    for term in terms:
        if left <= 0:
            break
        kept.append(term if len(term.either) < left else replace(term, either=term.either[: left - 1]))
        left -= 1 + len(kept[-1].either)
    return tuple(kept)


def _written(term: Term) -> str:
    text = f"«\u00a0{term.text}\u00a0»" if term.exact else f"{term.text}*" if term.beginning else term.text
    return f"-{text}" if term.excluded else text


def _term_sql(term: Term) -> tuple[str, list[str]]:
    # A hyphen joins two words: « compte-rendu » is a phrase too.
    # Folded here, as PostgreSQL folded the texts: one folding, in two languages (folding.py).
    whole, words = "phraseto_tsquery('public.egide', %s)", fold_text(term.text)
    if not term.beginning:
        return whole, [words]
    begun, values = _begun_sql(term)
    return f"({whole} || {begun})", [words, *values]


def _begun_sql(term: Term) -> tuple[str, list[str]]:
    *before, last = fold_text(term.text).split()
    begun = "to_tsquery('simple', %s)"
    if not before:
        return begun, [f"'{last}':*"]
    return f"(phraseto_tsquery('public.egide', %s) <-> {begun})", [" ".join(before), f"'{last}':*"]
