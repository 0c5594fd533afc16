"""The text of an access request that full text reads, behind its compartment's wall.

Declared for kernel/search, which keeps the index; nothing here reads a row.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="access_request",
        label="Demande d’accès",
        table="access_requests_accessrequest",
        columns=("subject", "text"),
        text="concat_ws(E'\\n', nullif(r.subject, ''), r.text)",
    ),
)
