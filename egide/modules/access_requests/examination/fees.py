"""What reproduction may cost: rates and threshold as dated data, all « à valider », and the estimate told before.

Source: Regulation c. A-2.1, r. 3; section 11 of the Act wants the amount told before the document is reproduced.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.law.sources import Source
from egide.modules.access_requests.examination.inventory import check_may, journal
from egide.modules.access_requests.examination.models import FeeEstimate
from egide.platform.errors.failures import Refused
from egide.ui import formats

CENT = Decimal("0.01")
MOST_COPIES = 1_000_000


@dataclass(frozen=True, slots=True)
class Rate:
    """Dollars: `exempt`, the amount that nobody pays; `page`, a copy of a page. `until` is excluded."""

    since: date
    until: date | None
    exempt: Decimal
    page: Decimal
    source: Source


def _rate(since: date, until: date | None, exempt: str, page: str) -> Rate:
    source = Source("c. A-2.1, r. 3", "Règlement sur les frais", since=since, until=until, to_validate=True)
    return Rate(since, until, Decimal(exempt), Decimal(page), source)


# Examples until counsel confirms each amount and each day in the official table.
RATES = (
    _rate(date(2018, 4, 1), date(2020, 4, 1), "7.95", "0.39"),
    _rate(date(2020, 4, 1), date(2023, 4, 1), "8.15", "0.40"),
    _rate(date(2023, 4, 1), None, "8.85", "0.44"),
)


def rate_on(day: date) -> Rate | None:
    """Will return the rate in force that day; nothing before the first known."""
    return next((one for one in RATES if one.since <= day and (one.until is None or day < one.until)), None)


def estimate(*, dossier: Dossier, copies: int, mailing: Decimal = Decimal(0), now: datetime) -> FeeEstimate:
    """Will keep an estimate with the rate of the day when the request was received; `mailing` in dollars.

    :raises Refused: not for this person, impossible numbers, or no rate known for that day.
    """
    by = check_may(dossier)
    if not 0 < copies <= MOST_COPIES or not Decimal(0) <= mailing < 100_000:
        raise Refused("Écrivez un nombre de pages, et des frais d’envoi en dollars.")
    rate = rate_on(dossier.received_on)
    if rate is None:
        raise Refused(
            "Aucun tarif n’est connu pour le jour de la réception\u00a0: faites-le inscrire d’abord."
        )
    cost = (copies * rate.page + mailing).quantize(CENT, rounding=ROUND_HALF_UP)
    made = FeeEstimate.objects.create(
        **ranked(FeeEstimate, dossier),
        copies=copies,
        mailing=mailing,
        rate_since=rate.since,
        cost=cost,
        exempt=rate.exempt,
        due=max(cost - rate.exempt, Decimal(0)),
        made_at=now,
        made_by_id=by,
    )
    journal(dossier, "examination.estimated", now, rank=made.rank, copies=copies)
    return made


def words_of(made: FeeEstimate) -> str:
    """Will say the estimate as a letter does; the rate is marked, since nobody confirmed it."""
    pages = formats.count(made.copies, "page")
    if not made.due:
        return (
            f"La reproduction de {pages} coûterait {formats.money(made.cost)}, ce qui ne dépasse pas la franchise de "
            f"{formats.money(made.exempt)}\u00a0: aucun frais n’est exigible (tarif à valider)."
        )
    return (
        f"La reproduction de {pages} coûterait {formats.money(made.cost)}; une fois déduite la franchise de "
        f"{formats.money(made.exempt)}, le montant à payer serait de {formats.money(made.due)} (tarif à valider)."
    )
