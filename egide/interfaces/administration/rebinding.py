"""Moving the deadlines that were chosen on the page of a proposal: at once, or by a job when there are many.

The choice is « all but those already told », « those ticked », or « none ».
"""

from collections.abc import Iterator
from datetime import datetime

from egide.interfaces.administration.told import told
from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import CalendarVersion
from egide.kernel.deadlines.proposals import Move, moves, rebind
from egide.kernel.gate.pages import HouseRequest
from egide.platform.errors.failures import BadInput
from egide.platform.jobs.app import enqueue, task
from egide.ui import formats

AT_ONCE = 1_000
ALL, TICKED, NONE = "toutes", "choisies", "aucune"


@task(name="administration.rebind", queue="default", retry=3)
def rebind_all(*, calendar: str, version: int, now: datetime) -> None:
    """Will move every deadline that nobody was told of, as whoever accepted the proposal."""
    newest = CalendarVersion.objects.get(pk=version, code=calendar)
    found = list(moves(calendars.read(newest)))
    rebind(_free(found), version=newest, now=now)


def rebind_chosen(request: HouseRequest, found: Iterator[Move], *, version: CalendarVersion) -> str:
    """Will do what the form chose, and say it in a sentence.

    :raises BadInput: the form chooses nothing that exists.
    """
    decision = request.POST.get("decision", "")
    if decision not in (ALL, TICKED, NONE):
        raise BadInput("Dites quelles échéances déplacer.")
    if decision == NONE:
        return "Aucune échéance n’est déplacée."
    everything = list(found)
    if decision == ALL:
        if len(everything) > AT_ONCE:
            enqueue(rebind_all, actor=request.actor, calendar=version.code, version=version.pk)
            many = formats.count(len(everything), "échéance")
            return f"{many} à déplacer : le travail se poursuit, et cette page le suit."
        chosen = _free(everything)
    else:
        wanted = set(request.POST.getlist("choix"))
        chosen = [move for move in everything if move.key in wanted]
    done = rebind(chosen, version=version, now=request.now)
    return (
        "Aucune échéance n’est déplacée."
        if not done
        else f"{formats.count(done, 'échéance déplacée', 'échéances déplacées')}."
    )


def _free(found: list[Move]) -> list[Move]:
    known = told(found)
    return [move for move in found if move.due.pk not in known]
