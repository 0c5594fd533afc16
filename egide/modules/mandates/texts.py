"""The texts of a mandate that full text reads: what is asked, what is expected, what came of it.

Declared for kernel/search, which keeps the index; nothing here reads a row.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="office_mandate",
        label="Mandat",
        table="office_mandates_officemandate",
        columns=("purpose", "deliverable", "result"),
        text="concat_ws(E'\\n', r.purpose, r.deliverable, nullif(r.result, ''))",
    ),
)
