"""What the journal says of each part of a dossier, compared with what is stored: deadlines, facts, letters, record.

One function for each part; each yields French sentences that name ranks and rules, never content.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from egide.kernel import registry
from egide.kernel.deadlines.duedates import recompute
from egide.kernel.deadlines.models import DueDate, FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.passages import standing_moves
from egide.kernel.records.actions import picture
from egide.kernel.records.verifying import retention_problems
from egide.law.deadlines import Deadline
from egide.platform.journal.append import dossier_chain
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event

DATES = ("raw_date", "due_date", "internal_target", "measured_on")
RECORD_VERBS = ("close", "reopen", "set_retention")


def deadline_problems(dossier: Dossier) -> Iterator[str]:
    """Will say which stored deadlines differ from their recomputation with their own calendar version."""
    declared = {deadline.code: deadline for deadline in registry.module_of_kind(dossier.kind).deadlines}
    for due in _dues(dossier):
        deadline = declared.get(due.rule.rpartition(".")[2])
        if deadline is None:
            yield f"{dossier.number} : la règle de l’échéance {due.rank} ({due.rule}) n’est plus déclarée."
        elif _differs(due, deadline):
            yield f"{dossier.number} : l’échéance {due.rank} ({due.rule}) diffère de son recalcul."


def status_problems(dossier: Dossier) -> Iterator[str]:
    """Will say which deadlines do not stand where their last entry of the journal left them."""
    told = _last_by_rank(dossier, "deadline.")
    stored = {due.rank: due for due in _dues(dossier)}
    for rank in sorted(told.keys() | stored.keys()):
        data, due = told.get(rank), stored.get(rank)
        if data is None or due is None or _standing(due) != (data["status"], data["on"], data["due"]):
            yield f"{dossier.number} : l’échéance {rank} n’est pas dans l’état que dit le journal."


def fact_problems(dossier: Dossier) -> Iterator[str]:
    """Will say whether the facts that stand are those recorded and not withdrawn."""
    told: Counter[tuple[str, str]] = Counter()
    for code, data in _entries(dossier, "fact."):
        told[data["fact"], data["occurred_on"]] += -1 if code == "fact.withdrawn" else 1
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, withdrawn_at=None)
    stored = Counter((code, day.isoformat()) for code, day in rows.values_list("code", "occurred_on"))
    for code, day in sorted((+told - stored) + (stored - +told)):
        yield f"{dossier.number} : le fait « {code} » du {day} n’est pas celui que dit le journal."


def letter_problems(dossier: Dossier) -> Iterator[str]:
    """Will say which letters are not in the state, or over the hash, that their last entry gave."""
    told = _last_by_rank(dossier, "letter.")
    rows = Letter.objects.filter(dossier_id=dossier.pk).order_by("rank")
    stored = {rank: (state, sha256) for rank, state, sha256 in rows.values_list("rank", "state", "sha256")}
    for rank in sorted(told.keys() | stored.keys()):
        data = told.get(rank)
        if data is None or stored.get(rank) != (data["state"], data["sha256"]):
            yield f"{dossier.number} : la lettre {rank} n’est pas dans l’état que dit le journal."


def record_problems(dossier: Dossier) -> Iterator[str]:
    """Will say whether the closing day and the retention dates are those of the last closing or reopening."""
    moves = standing_moves(dossier)
    told = [(m.seq, e["after"]) for m in moves for e in m.effects if e["verb"] in RECORD_VERBS]
    told += list(_record_entries(dossier))
    now = picture(dossier)
    expected = max(told, key=lambda one: one[0])[1] if told else _never_closed(now)
    # An entry older than the schedule says nothing of its version.
    if any(now[name] != value for name, value in expected.items()):
        yield f"{dossier.number} : la fermeture ou la conservation diffère de ce que dit le journal."
    yield from retention_problems(dossier)


def _record_entries(dossier: Dossier) -> Iterator[tuple[int, dict[str, Any]]]:
    # What dated a dossier anew without a move: an event, another version accepted, another class, an undo.
    codes = ("records.dated", "records.accepted", "dossier.reclassified", "records.restored")
    rows = Event.objects.filter(chain=dossier_chain(dossier.pk), code__in=codes).order_by("seq")
    for seq, code, body in rows.values_list("seq", "code", "body"):
        data = data_of(body)
        yield seq, data if code == "records.restored" else data["record"]


def _never_closed(now: dict[str, Any]) -> dict[str, Any]:
    return dict.fromkeys(now) | {"retention_series": now["retention_series"], "disposition": ""}


def _differs(due: DueDate, deadline: Deadline) -> bool:
    again = recompute(due, deadline)
    # A rule that was named otherwise since gives the same dates by the same steps.
    return (
        again.to_json() != json.loads(due.proof) | {"label": again.label}
        or any(getattr(again, name) != getattr(due, name) for name in DATES)
        or due.starts_on != due.fact.occurred_on
    )


def _standing(due: DueDate) -> tuple[str, str | None, str]:
    on = due.settled_on.isoformat() if due.settled_on else None
    return due.status, on, due.due_date.isoformat()


def _dues(dossier: Dossier) -> Iterator[DueDate]:
    rows = DueDate.objects.filter(dossier_id=dossier.pk).select_related("calendar", "fact")
    yield from rows.order_by("rank")


def _last_by_rank(dossier: Dossier, prefix: str) -> dict[int, dict[str, Any]]:
    return {data["rank"]: data for _, data in _entries(dossier, prefix)}


def _entries(dossier: Dossier, prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = Event.objects.filter(chain=dossier_chain(dossier.pk), code__startswith=prefix).order_by("seq")
    yield from ((code, data_of(body)) for code, body in rows.values_list("code", "body"))


def kept_problems(dossier: Dossier) -> Iterator[str]:
    """Will say which columns of the module differ from what its standing moves kept in them (`Keep`)."""
    path = registry.module_of_kind(dossier.kind).kept
    if path is None:
        return
    stored, told = registry.resolve(path)(dossier)
    for move in standing_moves(dossier):
        for effect in move.effects:
            if effect["verb"] == "keep":
                told |= effect["after"]
    for name in sorted(stored):
        if stored[name] != told.get(name, ""):
            yield f"{dossier.number} : la colonne « {name} » n’est pas celle que disent les étapes du journal."
