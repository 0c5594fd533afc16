"""The marks held against a plain reading: every word of every text, one after the other, folded, stemmed, compared.

Cards of several parts, short and long texts, drawn once from words that are written in many ways.
"""

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import pytest

from egide.kernel import registry
from egide.kernel.search import folding, sources
from egide.kernel.search.asking import Asked, understand
from egide.kernel.search.folding import Token, _ended, _words, fold_text
from egide.kernel.search.marking import Marking
from egide.kernel.search.passages import Piece, passages
from egide.kernel.search.stems import stems_of
from egide.kernel.search.texts import Known, Text, Texts, known
from egide.kernel.search.windows import Hit

WORDS = (
    "l’école", "L'ÉCOLE", "d’Amours", "écoles,", "Sœur", "sœurs", "œuvre", "Œuvres", "oeuvre", "ex æquo", "aequo",
    "œil", "yeux", "évaluées", "évaluer", "plaintes", "(plainte)", "« avis »", "avis.", "avis;", "qu’avis", "travail",
    "travaux", "INT-2026-00142", "compte-rendu", "comptes-rendus", "jusqu’à", "aujourd’hui", "O’Brien", "directrice",
    "directeurs", "infirmière", "honoraires", "honoraire", "conciliation", "concilier", "conseil", "Québécoise", "de",
    "la", "et", "n°", "12", "l’", "’", "–", "Îles", "ÎLES", "garçon", "aînée", "Noël", "où", "ça", "naïf", "straße",
    unicodedata.normalize("NFD", "école"), unicodedata.normalize("NFD", "Évaluée"), "délais", "délit", "d", "e", "E",
)  # fmt: skip
ASKED = (
    "école", "ecole", "écoles avis", "soeur", "sœurs", "oeuvre", "œuvre école", "aequo", "œil", "yeux", "evalue",
    "plainte avis", "avis -plainte", "« compte rendu »", "compte-rendu", "travail", "int-2026", "jusqu", "aujourd’hui",
    "obrien", "amours", "conc*", "conci*", "ho*", "hono*", "délai", "délit", "e", "éc*", "int*", "iles", "ILES*",
    "noel ou garcon", "québécois", "ou", "la", "avis la", "aine", "naif*", "strasse", "directeur infirmier honoraire",
    "avis école travail plainte sœur conciliation", "œ*", "ae*", "12",
)  # fmt: skip
LETTERS = {
    "a": "[aàâäáãå]", "c": "[cç]", "e": "[eéèêë]", "i": "[iîïíì]", "n": "[nñ]", "o": "[oôöóòõ]", "u": "[uùûüú]",
    "y": "[yÿý]",
}  # fmt: skip
LINES = re.compile(r"([.!?:;,»]?)\s*[\n\f]\s*")
Marks = Sequence[tuple[Token, str]]


@cache
def _drawn() -> list[list[str]]:
    """The parts of each text: one, or those of a card; some of thousands of letters."""
    drawn = random.Random(7)

    def text(most: int) -> str:
        return "".join(
            drawn.choice(WORDS) + drawn.choice((" ", " ", " ", " ", "\n", "\u00a0", " \n\n", "\f", "\u202f"))
            for _ in range(drawn.randint(0, most))
        )

    few = [[text(12) for _ in range(drawn.randint(1, 6))] for _ in range(60)]
    return few + [[text(300)] for _ in range(6)] + [["mot sans rapport " * 60 + text(3)] for _ in range(6)]


def _plain_beginnings(wanted: set[str]) -> re.Pattern[str]:
    said = {word[: min(4, max(2, len(word) - 2))] for word in wanted}
    written = ["".join(LETTERS.get(c, re.escape(c)) for c in one) for one in said]
    written += [w for one, w in (("oe", "œ"), ("ae", "æ")) if any(s.startswith(one) for s in said)]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(written)})", re.IGNORECASE)


def tokens(text: str) -> list[Token]:
    return [Token(_ended(bare), start, end) for bare, start, end in _words(text)]


def _plain_tokens(text: str, wanted: set[str]) -> list[Token]:
    starts = {word[:2] for word in wanted}
    if len(text) <= 600:
        return [token for token in tokens(text) if token.word[:2] in starts]
    found: list[Token] = []
    end = 0
    for n, place in enumerate(_plain_beginnings(wanted).finditer(text)):
        if n >= (12 if len("".join(wanted)) <= 2 else 300):
            break
        if place.start() < end:
            continue
        start = max(text.rfind(" ", 0, place.start()) + 1, place.start() - 40)
        end = text.find(" ", min(place.start() + 260, len(text)))
        end = len(text) if end < 0 else end
        found += [Token(t.word, t.start + start, t.end + start) for t in tokens(text[start:end])]
    found = [token for token in found if token.word[:2] in starts]
    return found or [token for token in tokens(text[:10_000]) if token.word[:2] in starts]


def _plain_marks(text: str, asked: Asked) -> Marks:
    wanted = {word for term in asked.wanted for word in fold_text(term.text).split()}
    begun = [fold_text(term.text).split()[-1] for term in asked.wanted if term.beginning]
    read = _plain_tokens(text, wanted)
    stems = stems_of(wanted | {token.word for token in read})
    answering = {stems[word] for word in wanted} - {""}
    said = [
        (
            t,
            stems[t.word]
            if stems[t.word] in answering
            else next((b for b in begun if t.word.startswith(b)), ""),
        )
        for t in read
    ]
    return [(token, answer) for token, answer in said if answer]


def _plain_passage(text: str, marks: Marks) -> list[Piece]:
    first = last = best = 0
    for n, (token, _) in enumerate(marks):
        near = [(t, a) for t, a in marks[n : n + 40] if t.end - token.start <= 260]
        if len({a for _, a in near}) > best:
            best, first, last = len({a for _, a in near}), token.start, near[-1][0].end
    room = max(260 - (last - first), 0)
    start, end = max(first - room // 2, 0), min(last + room - room // 2, len(text))
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text) and text.rfind(" ", last, end) > 0:
        end = text.rfind(" ", last, end)
    pieces, at = [("… ", False)] if start else [], start
    for token, _ in marks:
        if start <= token.start and token.end <= end:
            pieces += [(text[at : token.start], False), (text[token.start : token.end], True)]
            at = token.end
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    pieces = [(piece, marked) for piece, marked in pieces if piece]
    told = [
        (piece, marked, "".join(p for p, _ in pieces[n + 1 :])) for n, (piece, marked) in enumerate(pieces)
    ]
    return [Piece(_joined(piece, after), marked) for piece, marked, after in told]


def _joined(piece: str, after: str) -> str:
    whole = piece + after

    def one(line: re.Match[str]) -> str:
        goes_on = whole[line.end() :][:1].islower()
        return f"{line[1]} " if line[1] or goes_on else " · "

    return LINES.sub(one, piece)


@pytest.mark.parametrize("typed", ASKED)
def test_passages_are_those_of_a_plain_reading(db: None, typed: str) -> None:
    asked, drawn = understand(typed), _drawn()
    hits = [
        Hit(entry=n, dossier=n, source="card" if len(parts) > 1 else "note", rank=0, day=date(2026, 6, 1))
        for n, parts in enumerate(drawn)
    ]
    texts = {
        (hit.source, hit.dossier, 0, 0): [Text(str(n), str(n), part) for n, part in enumerate(parts)]
        for hit, parts in zip(hits, drawn, strict=True)
    }

    told = passages(hits, asked, reads=lambda hits, dossiers: texts)

    for n, parts in enumerate(drawn):
        marks = [_plain_marks(part, asked) for part in parts]
        best = max(range(len(parts)), key=lambda at: len({answer for _, answer in marks[at]}))
        assert told[n].label == str(best), parts
        assert list(told[n].pieces) == _plain_passage(parts[best], marks[best]), parts[best]


def test_a_text_is_marked_where_its_words_stand_however_they_are_written(db: None) -> None:
    text = "L’École\u00a0des sœurs, «\u00a0AVIS\u00a0» d’OEuvre; les yeux."
    marking = Marking(understand("ecole soeur avis œuvre œil"), [text])

    assert [text[mark.start : mark.end] for mark in marking.marks(text)] == [
        "École",
        "sœurs",
        "AVIS",
        "OEuvre",
        "yeux",
    ]
    assert marking.answers(text) == 5


def test_a_part_of_a_card_is_not_read_when_those_before_hold_everything(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    reading = Marking.read
    monkeypatch.setattr(
        Marking, "read", lambda self, texts: reading(self, [read.append(t) or t for t in texts])
    )
    cards = (("École et avis", "Nadia Avis"), ("Plainte", "École Avis", "Avis"))
    hits = [Hit(entry=n, dossier=n, source="card", rank=0, day=date(2026, 11, 23)) for n in range(2)]
    texts = {
        ("card", n, 0, 0): [Text(str(at), str(at), part) for at, part in enumerate(parts)]
        for n, parts in enumerate(cards)
    }

    told = passages(hits, understand("école avis"), reads=lambda hits, dossiers: texts)

    assert [told[n].label for n in range(2)] == ["0", "1"]
    assert sorted(read) == ["Plainte", "École Avis", "École et avis"]


def test_how_pieces_begin_is_forgotten_rather_than_kept_for_ever(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "MOST_PIECES", 2)
    pieces, starts = ["l’école,", "avis", "plainte", "yeux", "O’Brien"], frozenset({"ec", "oe", "ob"})

    found = folding.tokens_of_pieces(pieces, starts)

    assert found == folding.tokens_of_pieces(pieces, starts)
    assert list(found) == ["l’école,", "yeux", "O’Brien"]
    assert len(folding._heads) <= 2


def test_what_a_title_or_a_name_holds_is_not_read_again(db: None) -> None:
    titled = known("intervention_request", "École et avis", "INT-2026-00001", None)
    named = known("intervention_request", "Plainte", "INT-2026-00002", ["Odile Roy", "Avis École"])
    silent = known("office_mandate", "Congé", "MAN-2026-00003", [])
    dossiers = {0: titled, 1: named, 2: silent}
    hits = [Hit(entry=n, dossier=n, source="card", rank=0, day=date(2026, 11, 23)) for n in range(3)]
    hits.append(Hit(entry=3, dossier=0, source="note", rank=1, day=date(2026, 11, 23)))
    read: list[Hit] = []

    def reads(left: Sequence[Hit], told: Mapping[int, Known] | None) -> Texts:
        read.extend(left)
        assert told == dossiers
        note = Text("", "Note", "L’avis de l’école")
        return {("card", 2, 0, 0): [Text("facts", "Exposé des faits", "École")], ("note", 0, 1, 0): [note]}

    told = passages(hits, understand("école avis"), dossiers=dossiers, reads=reads)

    assert [hit.entry for hit in read] == [2, 3]
    assert [told[n].label for n in range(4)] == ["Titre", "Personne ou organisme", "Exposé des faits", "Note"]
    read.clear()
    assert passages(hits[:2], understand("avis"), dossiers=dossiers, reads=reads).keys() == {0, 1}
    assert read == []


def test_only_the_parts_that_these_kinds_have_are_read() -> None:
    codes = [part.code for part in sources.parts_of(frozenset({"intervention_request", "office_mandate"}))]

    assert codes == ["title", "person", "reference", "facts", "wish", "office_mandate"]
    assert sources.parts_of(frozenset(m.kind.code for m in registry.modules() if m.kind)) == sources.parts()
