"""The text of a disclosure that full text reads, behind the wall of its compartment.

Declared for kernel/search, which keeps the index; nothing here reads a row.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="disclosure",
        label="Divulgation",
        table="disclosures_disclosure",
        columns=("text",),
        text="r.text",
    ),
)
