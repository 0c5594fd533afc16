"""The text of a complaint about a service that full text reads.

Declared for kernel/search, which keeps the index; nothing here reads a row.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="complaint",
        label="Plainte ou commentaire",
        table="service_complaints_servicecomplaint",
        columns=("about", "text"),
        text="concat_ws(E'\\n', nullif(r.about, ''), r.text)",
    ),
)
