"""The texts of an exchange that full text reads: the delegate's words, then each recommendation.

Declared for kernel/search, which keeps the index; nothing here reads a row.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="ombudsman",
        label="Demande du Protecteur du citoyen",
        table="ombudsman_ombudsmanexchange",
        columns=("text", "their_reference", "linked_number"),
        text="concat_ws(E'\\n', nullif(r.their_reference, ''), nullif(r.linked_number, ''), r.text)",
    ),
    SearchedText(
        code="ombudsman_recommendation",
        label="Recommandation du Protecteur du citoyen",
        table="ombudsman_recommendation",
        columns=("text", "reasons"),
        text="concat_ws(E'\\n', r.text, nullif(r.reasons, ''))",
        order="r.rank",
    ),
)
