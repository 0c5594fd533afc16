"""The text of a dossier documentaire that full text reads: its description.

Declared for kernel/search, which keeps the index; nothing here reads a row.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="documentary_file",
        label="Dossier documentaire",
        table="records_office_documentaryfile",
        columns=("description",),
        text="r.description",
    ),
)
