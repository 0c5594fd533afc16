"""What full text reads, declared once: a text of one's own row (`Source`), or a part of the dossier's card (`Part`).

The triggers, the rebuilding, the verification and the passages on the screen are all made from these lines.
"""

from dataclasses import dataclass

CARD = "card"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A table each of whose rows is one text. Expressions name the row `r`; the table has `dossier_id` and `rank`.

    `label` is how a result names its place (« Note d’appel »), `name` how a filter names them all (« Notes »).
    """

    code: str
    name: str
    label: str
    table: str
    columns: tuple[str, ...]
    text: str
    day: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the card of a dossier: its title, its people, its facts… so that words of several are found together.

    `weight` is A (what names the dossier) to D; `key` is the column that holds the dossier.
    """

    code: str
    label: str
    table: str
    columns: tuple[str, ...]
    text: str
    weight: str
    key: str = "dossier_id"


def _local(instant: str) -> str:
    return f"({instant} at time zone 'America/Toronto')::date"


SOURCES = (
    Source(
        code="note",
        name="Notes et appels",
        label="case r.kind when 'call' then 'Note d’appel' else 'Note' end",
        table="notes_note",
        columns=("text", "person", "written_at"),
        text="concat_ws(E'\\n', nullif(r.person, ''), r.text)",
        day=_local("r.written_at"),
    ),
    Source(
        code="message",
        name="Messages",
        label="case r.direction when 'in' then 'Message reçu' else 'Message envoyé' end",
        table="messages_message",
        columns=("text", "posted_at"),
        text="r.text",
        day=_local("r.posted_at"),
    ),
    Source(
        code="letter",
        name="Lettres",
        label="concat('Lettre «\u00a0', r.title, '\u00a0»')",
        table="letters_letter",
        columns=("title", "subject", "body", "enclosures", "sent_on", "drafted_at"),
        text="concat_ws(E'\\n', r.title, r.subject, translate(r.body, '_', ''), nullif(r.enclosures, ''))",
        day=f"coalesce(r.sent_on, {_local('r.drafted_at')})",
    ),
    Source(
        code="document",
        name="Noms de documents",
        label="'Document'",
        table="documents_document",
        columns=("title", "added_at"),
        text="r.title",
        day=_local("r.added_at"),
    ),
    Source(
        code="measure",
        name="Mesures correctrices",
        label="'Mesure correctrice'",
        table="measures_measure",
        columns=("text", "proposed_on"),
        text="r.text",
        day="r.proposed_on",
    ),
)
PARTS = (
    Part(
        code="title",
        label="Titre",
        table="dossiers_dossier",
        columns=("number", "title"),
        text="concat_ws(E'\\n', r.title, r.number)",
        weight="A",
        key="id",
    ),
    Part(
        code="person",
        label="Personne ou organisme",
        table="parties_party",
        columns=("name",),
        text="r.name",
        weight="B",
    ),
    Part(
        code="reference",
        label="Numéro donné ailleurs",
        table="finding_dossierreference",
        columns=("number", "label"),
        text="concat_ws(' ', r.number, nullif(r.label, ''))",
        weight="B",
    ),
    Part(
        code="facts",
        label="Exposé des faits",
        table="interventions_interventiondetails",
        columns=("summary",),
        text="r.summary",
        weight="C",
    ),
    Part(
        code="wish",
        label="Ce que la personne souhaite",
        table="interventions_interventiondetails",
        columns=("wish",),
        text="r.wish",
        weight="C",
    ),
    Part(
        code="complaint",
        label="Plainte ou commentaire",
        table="service_complaints_servicecomplaint",
        columns=("about", "text"),
        text="concat_ws(E'\\n', nullif(r.about, ''), r.text)",
        weight="C",
    ),
    Part(
        code="disclosure",
        label="Divulgation",
        table="disclosures_disclosure",
        columns=("text",),
        text="r.text",
        weight="C",
    ),
)
