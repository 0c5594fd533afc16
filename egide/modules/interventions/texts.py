"""The texts of an intervention request that full text reads: what the person tells, and what the person wishes.

Declared for kernel/search, which keeps the index; nothing here reads a row.
"""

from egide.law.searched import SearchedText

_TABLE = "interventions_interventiondetails"
TEXTS = (
    SearchedText(
        code="facts", label="Exposé des faits", table=_TABLE, columns=("summary",), text="r.summary"
    ),
    SearchedText(
        code="wish", label="Ce que la personne souhaite", table=_TABLE, columns=("wish",), text="r.wish"
    ),
)
