"""What the journal says of each part of a dossier, compared with what is stored: deadlines, facts, letters, record.

One function for each part, of what was gathered; each yields French sentences that name ranks and rules, never content.
"""

import json
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from egide.kernel import registry
from egide.kernel.deadlines.duedates import recompute
from egide.kernel.deadlines.models import DueDate
from egide.kernel.lifecycle.gathering import RECORD, Gathered
from egide.kernel.lifecycle.passages import still_standing
from egide.kernel.records.actions import pictured
from egide.kernel.records.verifying import retention_problems
from egide.law.deadlines import Deadline

DATES = ("raw_date", "due_date", "internal_target", "measured_on")
RECORD_VERBS = ("close", "reopen", "set_retention")


def deadline_problems(one: Gathered) -> Iterator[str]:
    """Will say which stored deadlines differ from their recomputation with their own calendar version."""
    number, kind = one.dossier.number, one.dossier.kind
    declared = {deadline.code: deadline for deadline in registry.module_of_kind(kind).deadlines}
    for due in one.dues:
        deadline = declared.get(due.rule.rpartition(".")[2])
        if deadline is None:
            yield f"{number}\u00a0: la règle de l’échéance {due.rank} ({due.rule}) n’est plus déclarée."
        elif _differs(due, deadline, of=one):
            yield f"{number}\u00a0: l’échéance {due.rank} ({due.rule}) diffère de son recalcul."


def status_problems(one: Gathered) -> Iterator[str]:
    """Will say which deadlines do not stand where their last entry of the journal left them."""
    told = _last_by_rank(one, "deadline.")
    stored = {due.rank: due for due in one.dues}
    for rank in sorted(told.keys() | stored.keys()):
        data, due = told.get(rank), stored.get(rank)
        if data is None or due is None or _standing(due) != (data["status"], data["on"], data["due"]):
            yield f"{one.dossier.number}\u00a0: l’échéance {rank} n’est pas dans l’état que dit le journal."


def fact_problems(one: Gathered) -> Iterator[str]:
    """Will say whether the facts that stand are those recorded and not withdrawn."""
    told: Counter[tuple[str, str]] = Counter()
    for code, data in _entries(one, "fact."):
        told[data["fact"], data["occurred_on"]] += -1 if code == "fact.withdrawn" else 1
    stored = Counter((code, day.isoformat()) for code, day in one.facts)
    for code, day in sorted((+told - stored) + (stored - +told)):
        yield f"{one.dossier.number}\u00a0: le fait «\u00a0{code}\u00a0» du {day} n’est pas celui que dit le journal."


def letter_problems(one: Gathered) -> Iterator[str]:
    """Will say which letters are not in the state, or over the hash, that their last entry gave."""
    told = _last_by_rank(one, "letter.")
    stored = {rank: (state, sha256) for rank, state, sha256 in one.letters}
    for rank in sorted(told.keys() | stored.keys()):
        data = told.get(rank)
        if data is None or stored.get(rank) != (data["state"], data["sha256"]):
            yield f"{one.dossier.number}\u00a0: la lettre {rank} n’est pas dans l’état que dit le journal."


def record_problems(one: Gathered) -> Iterator[str]:
    """Will say whether the closing day and the retention dates are those of the last closing or reopening."""
    dossier, keeping = one.dossier, one.keeping
    moves = still_standing(one.moves)
    told = [(m.seq, e["after"]) for m in moves for e in m.effects if e["verb"] in RECORD_VERBS]
    told += list(_record_entries(one))
    now = pictured(dossier, schedule=keeping.schedule_id if keeping and dossier.closed_on else None)
    expected = max(told, key=itemgetter(0))[1] if told else _never_closed(now)
    # An entry older than the schedule says nothing of its version.
    if any(now[name] != value for name, value in expected.items()):
        yield f"{dossier.number}\u00a0: la fermeture ou la conservation diffère de ce que dit le journal."
    yield from retention_problems(dossier, keeping, rule=one.rule, facts=one.facts)


def kept_problems(one: Gathered) -> Iterator[str]:
    """Will say which columns of the module differ from what its standing moves kept in them (`Keep`)."""
    number = one.dossier.number
    if registry.module_of_kind(one.dossier.kind).kept is None:
        return
    if one.kept is None:
        yield f"{number}\u00a0: les colonnes que les étapes tiennent à jour manquent."
        return
    stored, told = one.kept[0], dict(one.kept[1])
    for move in still_standing(one.moves):
        for effect in move.effects:
            if effect["verb"] == "keep":
                told |= effect["after"]
    for name in sorted(stored):
        if stored[name] != told.get(name, ""):
            yield f"{number}\u00a0: la colonne «\u00a0{name}\u00a0» n’est pas celle que disent les étapes du journal."


def _record_entries(one: Gathered) -> Iterator[tuple[int, dict[str, Any]]]:
    for seq, code, data in one.entries:
        if code in RECORD:
            yield seq, data if code == "records.restored" else data["record"]


def _never_closed(now: dict[str, Any]) -> dict[str, Any]:
    return dict.fromkeys(now) | {"retention_series": now["retention_series"], "disposition": ""}


def _differs(due: DueDate, deadline: Deadline, *, of: Gathered) -> bool:
    # Of what was received the same day, most deadlines are the same, to the last step of their proof.
    dates = [getattr(due, name) for name in DATES]
    key = (
        of.dossier.kind,
        due.rule,
        due.calendar_id,
        due.starts_on,
        due.occurrence,
        due.extended,
        *dates,
        due.proof,
    )
    if key not in of.recomputed:
        of.recomputed[key] = _recomputed_otherwise(due, deadline)
    return of.recomputed[key] or due.starts_on != due.fact.occurred_on


def _recomputed_otherwise(due: DueDate, deadline: Deadline) -> bool:
    again = recompute(due, deadline)
    # A rule that was named otherwise since gives the same dates by the same steps.
    return again.to_json() != json.loads(due.proof) | {"label": again.label} or any(
        getattr(again, name) != getattr(due, name) for name in DATES
    )


def _standing(due: DueDate) -> tuple[str, str | None, str]:
    on = due.settled_on.isoformat() if due.settled_on else None
    return due.status, on, due.due_date.isoformat()


def _last_by_rank(one: Gathered, prefix: str) -> dict[int, dict[str, Any]]:
    return {data["rank"]: data for _, data in _entries(one, prefix)}


def _entries(one: Gathered, prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((code, data) for _, code, data in one.entries if code.startswith(prefix))
