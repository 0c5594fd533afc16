"""Reads of the module: the facts that guards look at, and what the examination says of a dossier.

No write here; the gate has already decided that the dossier may be seen.
"""

from datetime import date, timedelta
from typing import Any

from egide.kernel import registry
from egide.kernel.deadlines.models import DueDate, FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.kernel.parties.actions import party_of_role
from egide.kernel.parties.models import PartyRole
from egide.modules.access_requests.law import ANSWER_CLOCKS, DECISION_DAYS, RECEIVED
from egide.modules.access_requests.lifecycle import Facts
from egide.modules.access_requests.models import AccessRequest, Asked, Made

CODE = "access_requests"
EXAMINATION = "egide.modules.access_requests.examination.readiness.readiness"


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    own, running = details(dossier), answer_clock(dossier)
    ready = readiness(dossier, today=kernel.today)
    return Facts(
        today=kernel.today,
        assigned=kernel.assigned,
        written=own.made == Made.WRITTEN,
        rectification=own.asked == Asked.RECTIFICATION,
        personal=own.asked in (Asked.PERSONAL, Asked.RECTIFICATION),
        reachable=is_reachable(dossier),
        acknowledged="acknowledgment" in kernel.letters_sent,
        identity_proved="identity_proved" in kernel.recorded,
        answer_due_on=running.raw_date if running else None,
        presumed_over_on=max(running.raw_date, running.due_date) if running else None,
        referral_due_on=running.starts_on + timedelta(days=DECISION_DAYS)
        if running and running.rule.endswith(".decision")
        else None,
        extended="extended" in kernel.recorded,
        extension_sent_on=_extension_sent_on(dossier) if "extension" in kernel.letters_sent else None,
        extension_leaving="extension" in kernel.letters_leaving,
        deemed_refused="deemed_refused" in kernel.recorded,
        decision_leaving=bool({"decision", "referral"} & kernel.letters_leaving),
        decision_sent="decision" in kernel.letters_sent,
        referral_sent="referral" in kernel.letters_sent,
        withdrawn="withdrawn" in kernel.recorded,
        review_asked="review_asked" in kernel.recorded,
        final_received="final_received" in kernel.recorded,
        judgment_received="judgment_received" in kernel.recorded,
        search_obstacle=ready.search_obstacle,
        decision_obstacle=ready.decision_obstacle,
        release_obstacle=ready.release_obstacle,
        outcome=kernel.answer("outcome"),
        motive=kernel.answer("motive"),
        articles=kernel.answer("articles"),
    )


def details(dossier: Dossier) -> AccessRequest:
    """Will return what the dossier adds to the kernel's."""
    return AccessRequest.objects.get(pk=dossier.pk)


def answer_clock(dossier: Dossier) -> DueDate | None:
    """Will return the clock of the answer that runs: the 20 days, else the 15 that follow the observations."""
    rules = [f"{CODE}.{code}" for code in ANSWER_CLOCKS]
    rows = DueDate.objects.filter(dossier_id=dossier.pk, rule__in=rules, status="open")
    found = {due.rule: due for due in rows.order_by("rank")}
    return next((found[rule] for rule in rules if rule in found), None)


def written_on(dossier: Dossier) -> date | None:
    """Will return the day of the written request, from which every delay is counted; None while it is oral."""
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, code=RECEIVED.code, withdrawn_at=None)
    return rows.order_by("-pk").values_list("occurred_on", flat=True).first()


def is_reachable(dossier: Dossier) -> bool:
    """Will tell whether the person left somewhere to write to."""
    person = party_of_role(dossier, PartyRole.REQUESTER)
    return person is not None and bool(person.email or person.address)


def readiness(dossier: Dossier, *, today: date) -> Any:
    """Will return what the examination of the documents says: three sentences, empty when nothing closes.

    `search_obstacle`, `decision_obstacle`, `release_obstacle`; found by its path, as it reads this module too.
    """
    return registry.resolve(EXAMINATION)(dossier, today)


def _extension_sent_on(dossier: Dossier) -> date | None:
    rows = Letter.objects.filter(dossier_id=dossier.pk, template="extension", state=LetterState.SENT)
    return rows.order_by("-rank").values_list("sent_on", flat=True).first()
