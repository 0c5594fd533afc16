"""The text of a work that full text reads: its subject.

Declared for kernel/search, which keeps the index; nothing here reads a row.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="admission_work",
        label="Objet du travail",
        table="admission_work_admissionwork",
        columns=("subject",),
        text="r.subject",
    ),
)
