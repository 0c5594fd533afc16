"""The visible reading of a version: each step with its tool, its time, its result; and who added what.

Every run is kept; the newest is shown.
"""

from collections.abc import Sequence
from datetime import date

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.documents.models_reading import Step as ReadStep
from egide.kernel.documents.models_reading import StepKind, StepResult
from egide.platform.accounts.actors import SERVICE
from egide.platform.accounts.models import User
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Table, Tone

RESULT_TONES: dict[str, Tone] = {
    StepResult.DONE: "met",
    StepResult.FAILED: "late",
    StepResult.TIMED_OUT: "soon",
}
ORDER = {kind: place for place, kind in enumerate(StepKind.values)}
STEP_COLUMNS = (
    Column(label="Étape"),
    Column(label="Résultat", narrow=True),
    Column(label="Durée", numeric=True, narrow=True),
    Column(label="Ce qui s’est passé"),
)


def names_of(versions: Sequence[DocumentVersion]) -> dict[str, str]:
    """Will return the name of whoever added each version, by the code that the version keeps; one query."""
    codes = {version.added_by for version in versions}
    people = [int(code.partition(":")[2]) for code in codes if code.startswith(("staff:", "external:"))]
    known = dict(User.objects.filter(pk__in=people).values_list("pk", "full_name")) if people else {}
    names = {}
    for code in codes:
        kind, _, mark = code.partition(":")
        if kind in ("staff", "external"):
            names[code] = known.get(int(mark), "")
        elif kind == "service":
            names[code] = SERVICE.get(mark, "")
        else:
            names[code] = "Personne munie d’un lien secret" if kind == "pass" else ""
    return names


def steps_table(steps: Sequence[ReadStep]) -> Table | None:
    """Will show the newest run; the earlier ones are kept and counted."""
    last = max((step.run for step in steps), default=0)
    shown = sorted((step for step in steps if step.run == last), key=lambda step: ORDER.get(step.kind, 99))
    rows = tuple(
        (
            Cell(
                text=str(StepKind(step.kind).label),
                detail=" ".join(filter(None, (step.tool, step.tool_version))),
            ),
            Cell(badge=_result(step)),
            Cell(text=_lasted(step.duration_ms)),
            Cell(text=step.detail),
        )
        for step in shown
    )
    return Table(caption="Étapes de la lecture", columns=STEP_COLUMNS, rows=rows) if rows else None


def runs_told(steps: Sequence[ReadStep], *, today: date) -> str:
    """Will say when the version was read, and how many times before."""
    runs = {step.run for step in steps}
    if not runs:
        return ""
    last = min(step.started_at for step in steps if step.run == max(runs))
    said = f"Lecture du {formats.moment(last, today=today)}"
    before = formats.count(len(runs) - 1, "lecture précédente", "lectures précédentes")
    return f"{said}; {before} au registre." if len(runs) > 1 else f"{said}."


def _lasted(milliseconds: int) -> str:
    if milliseconds < 1:
        return "moins de 1\u00a0ms"
    if milliseconds < 1000:
        return f"{milliseconds}\u00a0ms"
    return f"{formats.number(milliseconds / 1000, 1)}\u00a0s"


def _result(step: ReadStep) -> Badge:
    return Badge(label=str(StepResult(step.result).label), tone=RESULT_TONES.get(step.result, "idle"))
