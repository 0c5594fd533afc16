"""What a released document says of the people of its request, before everyone may read it: words to look at.

A party's whole name, address or contact stops the publication; anything else is read by a person, who answers for it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from egide.kernel.documents.models import Page
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.redaction.patterns import finds
from egide.kernel.redaction.suggesting import names_in_text
from egide.law.addresses import postal_code
from egide.law.names import core
from egide.modules.access_requests.examination.models import ThirdPerson
from egide.modules.access_requests.examination.models_publishing import Publication

MOST_FINDS = 100
FEWEST_DIGITS = 10  # of a telephone number
SHORTEST_LINE = 8  # letters and digits of an address line: « Québec » alone says nothing
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A piece of the text, why it points at someone; `stops`: nobody may let it stand."""

    words: str
    why: str
    stops: bool = False


def finds_of(dossier: Dossier, publication: Publication) -> tuple[Found, ...]:
    """Will list what the title, the description and the pages hold, each word once, what stops first."""
    pages = Page.objects.filter(version_id=publication.version_id).order_by("number")
    texts = [publication.title, publication.description, *pages.values_list("text", flat=True)]
    people = list(
        Party.objects.filter(dossier_id=dossier.pk)
        .exclude(role=PartyRole.ORDER)
        .order_by("rank")
        .values_list("name", "email", "phone", "address")
    )
    thirds = list(
        ThirdPerson.objects.filter(dossier_id=dossier.pk).order_by("rank").values_list("name", flat=True)
    )
    names = [name for name, *_ in people] + thirds
    whole = _bare("\n".join(texts))
    found = [*_stopping(whole, dossier, people)]
    for text in texts:
        found += [Found(words=words, why=why) for words, why in names_in_text(text, names)]
        found += [Found(words=text[one.start : one.end], why=one.why) for one in finds(text)]
    return tuple({fold(one.words): one for one in reversed(found)}.values())[::-1]


def _stopping(whole: str, dossier: Dossier, people: Iterable[tuple[str, str, str, str]]) -> Iterator[Found]:
    if _bare(dossier.number) in whole:
        yield Found(words=dossier.number, why="est le numéro de la demande", stops=True)
    digits = re.sub(r"\D", "", whole)
    for name, email, phone, address in people:
        # One word alone may be anybody's: it is read, like any likeness.
        if len(core(name)) > 1 and _bare(name) in whole:
            yield Found(words=name, why="est le nom d’une personne du dossier", stops=True)
        if email and _bare(email) in whole:
            yield Found(words=email, why="est le courriel d’une personne du dossier", stops=True)
        called = re.sub(r"\D", "", phone)[-FEWEST_DIGITS:]
        if len(called) == FEWEST_DIGITS and called in digits:
            yield Found(words=phone, why="est le téléphone d’une personne du dossier", stops=True)
        for line in _lines(address):
            if _bare(line) in whole:
                yield Found(words=line, why="est dans l’adresse d’une personne du dossier", stops=True)


def _lines(address: str) -> Iterator[str]:
    if code := postal_code(address):
        yield code
    for line in address.splitlines():
        if len(_bare(line)) >= SHORTEST_LINE and any(one.isdigit() for one in line):
            yield line.strip()


def _bare(text: str) -> str:
    """Words only, folded, a space on each side of each: punctuation hides nothing."""
    return f" {' '.join(_WORDS.findall(fold(text)))} "
