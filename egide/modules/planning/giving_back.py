"""What a report prints as a single number and again as a cell of a table: a cell that hides there must hide here too.

No query: which rule the acknowledgment and the reply obey is the module's declaration.
"""

from collections.abc import Iterable, Mapping

from egide.kernel import registry
from egide.kernel.statistics.measuring import Measured, Row
from egide.modules.planning.masking import masked
from egide.modules.planning.streams import Stream

# The cell of a rule is one of these single numbers, or their sum.
_SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "kept_by_rule": {"acknowledgment": ("acknowledged_in_time",), "reply": ("answered_in_time",)},
    "missed_by_rule": {
        "acknowledgment": ("acknowledged_late",),
        "reply": ("late_with_notice", "late_without_notice"),
    },
}


def also_said(stream: Stream, cut: str) -> dict[str, tuple[str, ...]]:
    """Will return, for the rows of this cut that single numbers of the stream give too, the codes of those numbers."""
    if cut not in _SAID:
        return {}
    module, found = registry.module_of_kind(stream.kind), {}
    for which, codes in _SAID[cut].items():
        deadline = getattr(module.counted, which, "")
        if deadline and set(codes) <= set(stream.delays):
            found[module.rule_code(module.deadline(deadline))] = codes
    return found


def words_of(rows: list[Row], said: Mapping[str, object]) -> tuple[str, ...] | None:
    """Will hide the small cells of a table and what gives them back; a cell that is said elsewhere hides last."""
    last = frozenset(place for place, row in enumerate(rows) if row.key in said)
    return masked([row.value for row in rows], last=last)


def given_back(stream: Stream, figures: Iterable[Measured]) -> frozenset[str]:
    """Will return the single numbers of a period that would give back a hidden cell of its tables."""
    found: set[str] = set()
    for one in figures:
        said = also_said(stream, one.code) if one.code in stream.cuts else {}
        rows = [row for row in one.rows if row.value]
        words = words_of(rows, said) or ("all",) * len(rows)
        for row, word in zip(rows, words, strict=True):
            found.update(said.get(row.key, ()) if word else ())
    return frozenset(found)
