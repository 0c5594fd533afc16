"""The texts of an incident that full text reads.

Declared for kernel/search, which keeps the index; nothing here reads a row.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="incident",
        label="Incident de confidentialité",
        table="privacy_incidents_privacyincident",
        columns=("information", "circumstances", "measures"),
        text="concat_ws(E'\\n', nullif(r.information, ''), nullif(r.circumstances, ''), nullif(r.measures, ''))",
    ),
)
