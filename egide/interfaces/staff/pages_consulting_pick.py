"""Picking documents of a dossier to go with an answer: the dossier's number, then its documents.

Only dossiers that the person reads, on this side of the wall.
"""

from dataclasses import dataclass

from egide.interfaces.staff.forms_consulting import PickForm
from egide.interfaces.staff.pages_consulting import question_crumbs, question_url
from egide.kernel.consulting.models import Question
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.actors import Actor
from egide.ui.pages import Crumb

SUGGESTED = 200


@dataclass(frozen=True, kw_only=True)
class PickingPage:
    """The number typed, the dossier found, its documents."""

    crumbs: tuple[Crumb, ...]
    question: str
    words: str
    url: str
    back: str
    number: str
    heading: str
    problem: str
    empty: bool
    form: PickForm | None
    suggestions: tuple[tuple[str, str], ...]


def picking_page(
    actor: Actor,
    question: Question,
    *,
    number: str,
    source: Dossier | None,
    problem: str,
    form: PickForm | None,
) -> PickingPage:
    """Will build the page; the newest dossiers of this side are suggested while one types."""
    near = visible(actor).filter(compartment_id=question.compartment_id).order_by("-received_on", "-pk")
    offered = form is not None and bool(form.fields["ranks"].choices)  # type: ignore[attr-defined]
    return PickingPage(
        crumbs=question_crumbs(question, "Choisir dans un dossier"),
        question=question.number,
        words=question.words,
        url=question_url(question, "question_pick"),
        back=question_url(question),
        number=source.number if source else number,
        heading=source.title if source else "",
        problem=problem,
        empty=source is not None and not offered,
        form=form if offered else None,
        suggestions=tuple(near.values_list("number", "title")[:SUGGESTED]),
    )


def document_choices(source: Dossier) -> tuple[tuple[str, str], ...]:
    """Will return the newest documents of the dossier as choices."""
    rows = Document.objects.filter(dossier_id=source.pk).order_by("-rank").values_list("rank", "title")
    return tuple((str(rank), f"{rank}. {title}") for rank, title in rows[:SUGGESTED])
