"""What the module shows of its own on the dossier's page: the request, how it was made, the recourses.

Finished words for the screen, all SQL here; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.law.dates_fr import plain_date
from egide.modules.access_requests.models import AccessRequest, Asked, Made
from egide.modules.access_requests.queries import details
from egide.modules.access_requests.recourses import Clock, clocks
from egide.modules.access_requests.responses import BY_CODE
from egide.ui.pages import Fact

ORAL = (
    "Demande verbale\u00a0: dites à la personne qu’elle peut écrire, et que seule la décision sur une demande écrite "
    "peut être révisée. Aucun délai ne court avant que la demande soit consignée par écrit."
)
NO_RECOURSE = (
    "Aucun recours n’est encore ouvert\u00a0: il court à partir de la décision, ou de l’expiration du délai."
)


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier's summary: paragraphs as the person wrote them, then facts."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary."""
    own = details(dossier)
    return (_request(own), _recourses(own, clocks(dossier), today))


def _request(own: AccessRequest) -> Card:
    lines = tuple(part.strip() for part in own.text.splitlines() if part.strip())
    oral = own.made == Made.ORAL
    facts = [
        Fact(term="Objet", value=str(Asked(own.asked).label)),
        Fact(term="Présentée", value="De vive voix" if oral else "Par écrit"),
    ]
    if own.subject:
        facts.append(
            Fact(term="Dans les lettres", value=f"«\u00a0vous souhaitez obtenir {own.subject}\u00a0»")
        )
    if own.accommodation:
        facts.append(Fact(term="Accommodement demandé", value=own.accommodation))
    if own.asked != Asked.DOCUMENTS:
        facts.append(
            Fact(term="Identité", value="Vérifiée" if own.identity_proof else "À vérifier avant la remise")
        )
    if own.outcome in BY_CODE:
        facts.append(Fact(term="Réponse", value=BY_CODE[own.outcome].label))
    return Card(
        title="Ce qui est demandé", paragraphs=(*((ORAL,) if oral else ()), *lines), facts=tuple(facts)
    )


def _recourses(own: AccessRequest, found: tuple[Clock, ...], today: date) -> Card:
    facts = [Fact(term=clock.label, value=_told(clock, today)) for clock in found]
    if own.commission_number:
        facts.append(Fact(term="Dossier de la Commission", value=own.commission_number))
    if own.court_number:
        facts.append(Fact(term="Dossier de la Cour", value=own.court_number))
    return Card(title="Recours", paragraphs=() if found else (NO_RECOURSE,), facts=tuple(facts))


def _told(clock: Clock, today: date) -> str:
    if clock.used_on is not None:
        return f"exercé le {plain_date(clock.used_on)}"
    until = f"jusqu’au {plain_date(clock.shown_until)}"
    if today > clock.presumed_closed:
        return f"{until}; présumé clos depuis le {plain_date(clock.presumed_closed)}, sauf relief du défaut"
    return f"{until} (date brute); présumé clos après le {plain_date(clock.presumed_closed)}"
