"""What `egide verify` asks of measures: the state stored is the one that their standing steps lead to.

Runs as the owner, says numbers and ranks only, never a word of a measure.
"""

from collections.abc import Iterator

from egide.kernel.measures.life import LIFE
from egide.kernel.measures.models import Measure, Step, StepKind


def measures_problems(number: str | None = None) -> Iterator[str]:
    """Will yield one sentence per measure whose steps do not lead to its state."""
    rows = Measure.objects.select_related("dossier").order_by("dossier_id", "rank")
    steps = Step.objects.filter(undone_at=None).order_by("number")
    if number:
        rows = rows.filter(dossier__number=number.upper())
        steps = steps.filter(dossier__number=number.upper())
    kinds: dict[int, list[str]] = {}
    for measure_id, kind in steps.values_list("measure_id", "kind").iterator():
        kinds.setdefault(measure_id, []).append(kind)
    for measure in rows.iterator():
        led = _led(kinds.get(measure.pk, []))
        if led != measure.state:
            name = f"{measure.dossier.number}, mesure n°\u00a0{measure.rank}"
            yield f"{name}\u00a0: ses étapes ne mènent pas à l’état «\u00a0{measure.get_state_display()}\u00a0»."


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
