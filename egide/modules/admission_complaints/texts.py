"""The texts of a complaint to the Commissioner that full text reads: what the person wrote, what he recommends.

Declared for kernel/search, which keeps the index behind the same walls; nothing here reads a row.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="complaint",
        label="Plainte au Commissaire",
        table="admission_complaints_admissioncomplaint",
        columns=("professions", "country", "training_country", "facts", "wish"),
        text="concat_ws(E'\\n', nullif(r.professions, ''), nullif(r.country, ''), nullif(r.training_country, ''), "
        "r.facts, nullif(r.wish, ''))",
    ),
    SearchedText(
        code="recommendation",
        label="Recommandation du Commissaire",
        table="admission_complaints_recommendation",
        columns=("text", "answer_words", "withdrawn_at"),
        text="concat_ws(E'\\n', r.text, nullif(r.answer_words, ''))",
        order="r.rank",
    ),
)
