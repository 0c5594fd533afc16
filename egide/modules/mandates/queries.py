"""Reads of the module: the facts that guards look at, the chain of approval, what the pages and the note print.

No write here; the gate has already decided that the dossier may be seen.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.modules.mandates.law import DELIVERED
from egide.modules.mandates.lifecycle import Facts
from egide.modules.mandates.models import (
    Approver,
    Contributor,
    OfficeMandate,
    Opinion,
    Progress,
    Revision,
    Task,
    Verdict,
)

DUE_RULE = "mandates.due"


@dataclass(frozen=True, kw_only=True)
class Link:
    """One person of the chain, and what they said of the present delivery, if anything."""

    approver: Approver
    opinion: Opinion | None

    @property
    def approved(self) -> bool:
        """Whether they said yes."""
        return self.opinion is not None and self.opinion.verdict == Verdict.APPROVED


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module’s facts on top of the kernel’s."""
    links = chain_of(dossier)
    waiting = next((link for link in links if not link.approved), None)
    return Facts(
        assigned=kernel.assigned,
        result=bool(mandate_of(dossier).result),
        approvers=len(links),
        open_tasks=open_tasks(dossier).count(),
        awaited=waiting.approver.user.full_name if waiting else "",
        sent_back=any(link.opinion and link.opinion.verdict == Verdict.RETURNED for link in links),
        motive=kernel.answer("motive"),
    )


def mandate_of(dossier: Dossier) -> OfficeMandate:
    """Will return what the dossier adds to the kernel’s."""
    return OfficeMandate.objects.select_related("requesting_unit").get(pk=dossier.pk)


def delivery_of(dossier: Dossier) -> FactRecord | None:
    """Will return the standing delivery, the last one."""
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, code=DELIVERED.code, withdrawn_at=None)
    return rows.order_by("-pk").first()


def chain_of(dossier: Dossier) -> tuple[Link, ...]:
    """Will return the approvers in their order, each with what they last said of the present delivery."""
    delivery = delivery_of(dossier)
    said = Opinion.objects.filter(dossier_id=dossier.pk, delivery=delivery).order_by("rank")
    last = {opinion.approver_id: opinion for opinion in said} if delivery else {}
    return tuple(Link(approver=one, opinion=last.get(one.pk)) for one in approvers_of(dossier))


def approvers_of(dossier: Dossier) -> "QuerySet[Approver]":
    """Will select the people of the chain, in their order."""
    rows = Approver.objects.filter(dossier_id=dossier.pk, ended_at=None)
    return rows.select_related("user").order_by("rank")


def contributors_of(dossier: Dossier) -> "QuerySet[Contributor]":
    """Will select those who help today."""
    rows = Contributor.objects.filter(dossier_id=dossier.pk, ended_at=None)
    return rows.select_related("user").order_by("rank")


def tasks_of(dossier: Dossier) -> "QuerySet[Task]":
    """Will select the parts of the work that were not withdrawn, in the order in which they were added."""
    rows = Task.objects.filter(dossier_id=dossier.pk, withdrawn_at=None)
    return rows.select_related("owner").order_by("rank")


def open_tasks(dossier: Dossier) -> "QuerySet[Task]":
    """Will select those that nobody finished."""
    return tasks_of(dossier).filter(done_at=None)


def progress_of(dossier: Dossier) -> "QuerySet[Progress]":
    """Will select what was told of the progress, the newest first."""
    return Progress.objects.filter(dossier_id=dossier.pk).order_by("-rank")


def revisions_of(dossier: Dossier) -> "QuerySet[Revision]":
    """Will select the revisions of the date, the oldest first."""
    return Revision.objects.filter(dossier_id=dossier.pk).order_by("rank")
