"""The words of a report at one instant, as data: what an edition keeps and its PDF prints.

Authors of comments are named, as the source asks; nobody who wrote to the Office is.
"""

from typing import Any

from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.measures.models import Measure
from egide.modules.planning.queries import comments_of, recommendations_of, sections_of
from egide.platform.accounts.models import User


def texts_of(dossier: Dossier) -> dict[str, Any]:
    """Will return the sections, the comments and the recommendations as they stand now."""
    measures = {
        one.rank: one for one in Measure.objects.filter(dossier_id=dossier.pk).select_related("unit", "owner")
    }
    return {
        "sections": [
            {"code": s.code, "title": s.get_code_display(), "text": s.text} for s in sections_of(dossier)
        ],
        "comments": [
            {
                "unit": one.unit.name,
                "author": one.answered_by.full_name if one.answered_by else one.asked_of.full_name,
                "on": timezone.localtime(one.answered_at).date().isoformat() if one.answered_at else "",
                "due_on": one.due_on.isoformat(),
                "text": one.text,
                "treatment": one.get_treatment_display() if one.treatment else "",
                "reply": one.reply,
            }
            for one in comments_of(dossier)
        ],
        "recommendations": [
            {
                "number": number,
                "text": one.text,
                "unit": one.unit.name if one.unit else "",
                "measure": _measure(measures.get(one.measure_rank or 0)),
            }
            for number, one in enumerate(recommendations_of(dossier), start=1)
        ],
    }


def name_of(code: str) -> str:
    """Will return the name of the person whom an actor's code means, or the code of a service."""
    kind, _, number = code.partition(":")
    if kind != "staff" or not number.isdecimal():
        return code
    return User.objects.filter(pk=int(number)).values_list("full_name", flat=True).first() or code


def _measure(measure: Measure | None) -> dict[str, str] | None:
    if measure is None:
        return None
    return {
        "unit": measure.unit.name,
        "owner": measure.owner.full_name if measure.owner else "",
        "due_on": measure.due_on.isoformat(),
        "state": measure.get_state_display(),
    }
