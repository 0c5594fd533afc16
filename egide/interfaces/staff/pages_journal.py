"""The journal of a dossier as people read it: names instead of codes, notes under their entry.

What happened and when come from the journal alone; only the words are added here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from egide.interfaces.staff.addresses import of_dossier, with_query
from egide.interfaces.staff.kinds import lifecycle_of_kind, module_of, state_label
from egide.kernel.dossiers.models import Dossier
from egide.platform.journal.history import HistoryRow, history
from egide.ui import formats
from egide.ui.pages import HistoryEntry, Pager

PAGE = 30
ASSIGNED, MOVED, UNDONE = "dossier.assigned", "lifecycle.moved", "lifecycle.undone"
# Notes whose name no transition declares.
NOTE_LABELS = {
    "reason": "Raison",
    "body": "Texte",
    "title": "Titre",
    "motive": "Motif",
    "acting_for": "En remplacement de",
    "by_delegation": "Par délégation de",
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry with its notes, as (label, text); `rank` is its place in the dossier's chain."""

    rank: int
    line: HistoryEntry
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Journal:
    """One page of entries, newest first."""

    entries: tuple[Entry, ...]
    pager: Pager


def journal_page(dossier: Dossier, *, before: int | None, today: date) -> Journal:
    """Will read one page of the journal, older than the entry `before`."""
    rows = history(dossier_id=dossier.pk, limit=PAGE + 1, before=before)
    shown, url = rows[:PAGE], of_dossier("dossier_journal", dossier.number)
    older = with_query(url, avant=str(shown[-1].seq)) if len(rows) > PAGE else ""
    return Journal(
        entries=entries(dossier, shown, today=today),
        pager=Pager(previous_url=url if before else "", next_url=older, summary=_summary(shown)),
    )


def recent(dossier: Dossier, *, today: date, limit: int = 5) -> tuple[HistoryEntry, ...]:
    """Will read the newest entries, without their notes."""
    rows = history(dossier_id=dossier.pk, limit=limit)
    return tuple(entry.line for entry in entries(dossier, rows, today=today))


def entries(dossier: Dossier, rows: Sequence[HistoryRow], *, today: date) -> tuple[Entry, ...]:
    """Will put entries into words."""
    return tuple(_entry(dossier, row, today) for row in rows)


def _summary(rows: Sequence[HistoryRow]) -> str:
    if not rows:
        return ""
    return f"Entrées {rows[-1].seq} à {rows[0].seq}" if len(rows) > 1 else f"Entrée {rows[0].seq}"


def _entry(dossier: Dossier, row: HistoryRow, today: date) -> Entry:
    what, text = _words(dossier, row)
    return Entry(
        rank=row.seq,
        line=HistoryEntry(
            when=formats.moment(row.at, today=today),
            iso=formats.local(row.at).isoformat(timespec="minutes"),
            what=formats.typography(what),
            text=formats.typography(text),
            who=row.actor_name,
        ),
        notes=_notes(dossier, row),
    )


def _words(dossier: Dossier, row: HistoryRow) -> tuple[str, str]:
    data = row.data
    if row.code == ASSIGNED and row.to_name:
        return "Dossier confié", f"à {row.to_name}."
    if row.code in (MOVED, UNDONE):
        return _move_words(dossier, row.code, data)
    if row.code.startswith("deadline."):
        return _rule_label(dossier, str(data.get("rule", ""))), _lowered(row.sentence)
    if row.code == "fact.recorded":
        return _fact_label(dossier, str(data.get("fact", ""))), _lowered(row.sentence)
    return "", row.sentence


def _move_words(dossier: Dossier, code: str, data: Mapping[str, Any]) -> tuple[str, str]:
    lifecycle = lifecycle_of_kind(dossier.kind)
    name = str(data.get("transition", ""))
    label = lifecycle.transition(name).label if lifecycle.has_transition(name) else name
    target = state_label(dossier.kind, str(data.get("to", "")))
    if code == UNDONE:
        return "Étape annulée\u00a0:", f"«\u00a0{label}\u00a0»; retour à «\u00a0{target}\u00a0»."
    return f"{label}\u00a0:", f"le dossier passe à «\u00a0{target}\u00a0»." if data.get("from") != data.get(
        "to"
    ) else "fait."


def _lowered(sentence: str) -> str:
    return f": {sentence[:1].lower()}{sentence[1:]}"


def _rule_label(dossier: Dossier, rule: str) -> str:
    labels = {module_of(dossier).rule_code(d): d.label for d in module_of(dossier).deadlines}
    return labels.get(rule, rule)


def _fact_label(dossier: Dossier, code: str) -> str:
    sent, _, template = code.partition(":")
    if sent == "letter_sent":
        return {letter.code: letter.title for letter in module_of(dossier).letters}.get(template, template)
    label = {fact.code: fact.label for fact in module_of(dossier).facts}.get(code, code)
    return label[:1].upper() + label[1:]


def _notes(dossier: Dossier, row: HistoryRow) -> tuple[tuple[str, str], ...]:
    labels = dict(NOTE_LABELS)
    lifecycle, name = lifecycle_of_kind(dossier.kind), str(row.data.get("transition", ""))
    fields = lifecycle.transition(name).fields if lifecycle.has_transition(name) else ()
    choices = {field.name: dict(field.choices) for field in fields}
    labels |= {field.name: field.label for field in fields}
    return tuple(
        (labels.get(key, key), _note_text(choices.get(key, {}), text, row)) for key, text in row.notes.items()
    )


def _note_text(choices: Mapping[str, str], text: str | None, row: HistoryRow) -> str:
    if text is None:
        return f"Note détruite, décision {row.destroyed_by}."
    return choices.get(text, text)
