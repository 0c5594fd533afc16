"""What the module shows of its own on the dossier's page: the delegate's words, the recommendations.

Finished words for the screen, all SQL here; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.modules.ombudsman.models import Recommendation
from egide.modules.ombudsman.queries import details, recommendations, submissions
from egide.modules.ombudsman.vocabulary import Answered
from egide.ui import formats
from egide.ui.pages import Fact


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier's summary: paragraphs as they were written, then facts."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary."""
    own = details(dossier)
    asked = (
        "date demandée par la déléguée ou le délégué"
        if own.asked_on
        else "aucune date demandée\u00a0: cible interne"
    )
    facts = (
        Fact(term="Nature", value=own.get_nature_display()),
        Fact(term="Sujet", value=own.subject_name),
        Fact(term="Référence du Protecteur", value=own.their_reference or "Non donnée"),
        Fact(
            term="Réponse", value=formats.day(own.asked_on) if own.asked_on else "Cible interne", detail=asked
        ),
        Fact(term="Dossier concerné", value=own.linked_number or "Aucun"),
    )
    lines = tuple(part.strip() for part in own.text.splitlines() if part.strip())
    cards = [Card(title="Ce qui est demandé", paragraphs=lines, facts=facts)]
    found = list(recommendations(dossier))
    if found:
        cards.append(Card(title="Recommandations", facts=tuple(_line(each, today) for each in found)))
    standing = [each for each in submissions(dossier) if each.withdrawn_at is None]
    cards += [
        Card(
            title="Soumis à la présidence",
            paragraphs=tuple(filter(None, (each.words, each.orientation))),
            facts=(
                Fact(term="À", value=each.user.full_name),
                Fact(term="Depuis", value=formats.moment(each.submitted_at, today=today)),
                Fact(
                    term="Orientation",
                    value=formats.moment(each.oriented_at, today=today) if each.oriented_at else "Attendue",
                ),
            ),
        )
        for each in standing
    ]
    return tuple(cards)


def _line(each: Recommendation, today: date) -> Fact:
    words = str(Answered(each.answer).label) if each.answer else "Sans réponse"
    if each.done_on:
        words = f"{words}, réalisée le {formats.short_day(each.done_on, today=today)}"
    elif each.follow_up_on:
        words = f"{words}, suivi le {formats.short_day(each.follow_up_on, today=today)}"
    first = each.text.split("\n", 1)[0]
    return Fact(
        term=f"N°\u00a0{each.rank}", value=words, detail=first if len(first) <= 140 else f"{first[:139]}…"
    )
