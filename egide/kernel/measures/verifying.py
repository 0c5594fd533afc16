"""What `egide verify` asks of measures: the state stored is the one that their standing steps lead to.

Runs as the owner, says numbers and ranks only, never a word of a measure.
"""

from collections.abc import Iterator

from django.db.models import Q

from egide.kernel.measures.life import LIFE
from egide.kernel.measures.models import Measure, Step, StepKind
from egide.platform.database.pictures import one_picture

BATCH = 1000  # measures in memory at a time


def measures_problems(number: str | None = None) -> Iterator[str]:
    """Will yield one sentence per measure whose steps do not lead to its state."""
    for measures, kinds in _batches(number):
        for measure in measures:
            if _led(kinds.get(measure.pk, [])) != measure.state:
                name = f"{measure.dossier.number}, mesure n°\u00a0{measure.rank}"
                yield f"{name}\u00a0: ses étapes ne mènent pas à l’état «\u00a0{measure.get_state_display()}\u00a0»."


def _batches(number: str | None) -> Iterator[tuple[list[Measure], dict[int, list[str]]]]:
    """Some measures at a time, by dossier and rank, with the kinds of their standing steps: two questions for all."""
    rows = Measure.objects.select_related("dossier").order_by("dossier_id", "rank")
    if number:
        rows = rows.filter(dossier__number=number.upper())
    after = Q()
    while True:
        kinds: dict[int, list[str]] = {}
        with one_picture():
            measures = list(rows.filter(after)[:BATCH])
            steps = Step.objects.filter(measure__in=measures, undone_at=None).order_by("number")
            for measure_id, kind in steps.values_list("measure_id", "kind"):
                kinds.setdefault(measure_id, []).append(kind)
        yield measures, kinds
        if len(measures) < BATCH:
            return
        last = measures[-1]
        after = Q(dossier_id__gt=last.dossier_id) | Q(dossier_id=last.dossier_id, rank__gt=last.rank)


def _led(kinds: list[str]) -> str | None:
    """The state at the end of the steps; None when one of them could not be made where it was."""
    if kinds[:1] != [StepKind.PROPOSED]:
        return None
    state = LIFE.initial
    for kind in kinds[1:]:
        if not LIFE.has_transition(kind):
            continue  # evidence, another day: the state stays
        transition = LIFE.transition(kind)
        if state not in transition.sources:
            return None
        state = transition.target
    return state
