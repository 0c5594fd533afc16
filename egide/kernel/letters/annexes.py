"""Texts of law printed after the signature of a letter, in the same PDF: sections relied on, notice of recourse.

The codes are chosen when the letter is drafted; the texts are those in force on the letter's own day.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.legal_texts.models import LegalText
from egide.kernel.legal_texts.reading import annex
from egide.kernel.letters.models import Letter
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.blocks import parse


def annex_codes(dossier: Dossier, template: str, answers: Mapping[str, str]) -> Sequence[str]:
    """Will return the codes of the texts that the module annexes to this letter; most annex nothing."""
    path = registry.module_of_kind(dossier.kind).letter_annexes
    return registry.resolve(path)(dossier, template, answers) if path else ()


def annex_data(letter: Letter, *, day: date, draft: bool = False) -> list[dict[str, Any]]:
    """Will return what the template prints after the signature: a title and blocks for each text.

    A draft says what is missing in its place; a letter that leaves is refused.

    :raises Refused: a text is missing, or was not validated, on the letter's day.
    """
    if not letter.annexes:
        return []
    try:
        texts = annex(codes=letter.annexes, on=day)
    except Refused as refusal:
        if not draft:
            raise
        return [{"title": "Annexes à venir", "page": True, "act": "", "blocks": _blocks(str(refusal))}]
    return [_printed(text, before) for text, before in zip(texts, (None, *texts), strict=False)]


def annex_obstacle(letter: Letter, *, day: date) -> str:
    """Will say which text keeps the letter from leaving that day, or nothing."""
    if not letter.annexes:
        return ""
    try:
        annex(codes=letter.annexes, on=day)
    except Refused as refusal:
        return str(refusal)
    return ""


def _printed(text: LegalText, before: LegalText | None) -> dict[str, Any]:
    # The sections of one act follow each other under its name; a notice stands on pages of its own.
    section = text.section[:1].isdigit()
    follows = section and before is not None and before.section[:1].isdigit() and before.act == text.act
    return {
        "title": text.title,
        "page": not follows,
        "act": text.act if section and not follows else "",
        "blocks": [*_blocks(text.body), *_blocks(text.history)],
    }


def _blocks(text: str) -> list[dict[str, Any]]:
    return [block.data() for block in parse(text)]
