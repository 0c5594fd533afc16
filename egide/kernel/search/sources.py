"""What full text reads: the texts of the kernel, declared here, and those that each module declares as its own.

The triggers, the rebuilding, the verification and the passages on the screen are all made from these lines.
"""

from functools import cache, lru_cache

from egide.kernel import registry
from egide.law.searched import SearchedRows, SearchedText

CARD, CARD_NAME = "card", "Titre, personnes et faits"
PEOPLE = "B"  # the weight of names: what tells a person found from any other word of the card
CONTENT = "content"
# One piece of a document: some thirty pages. PostgreSQL knows the place of 16,383 words of a text, no more.
PIECE, SHARED = 60_000, 200
GROUPS = (
    ("dossier", "Dossiers"),
    ("document", "Documents"),
    ("letter", "Lettres"),
    ("message", "Messages"),
    ("note", "Notes et appels"),
    ("measure", "Mesures correctrices"),
    ("person", "Personnes et organismes"),
)


def _local(instant: str) -> str:
    return f"({instant} at time zone 'America/Toronto')::date"


_OWN_ROWS = (
    SearchedRows(
        code="note",
        name="Notes et appels",
        label="case r.kind when 'call' then 'Note d’appel' else 'Note' end",
        table="notes_note",
        columns=("text", "person", "written_at"),
        text="concat_ws(E'\\n', nullif(r.person, ''), r.text)",
        day=_local("r.written_at"),
        group="note",
    ),
    SearchedRows(
        code="message",
        name="Messages",
        label="case r.direction when 'in' then 'Message reçu' else 'Message envoyé' end",
        table="messages_message",
        columns=("text", "posted_at"),
        text="r.text",
        day=_local("r.posted_at"),
        group="message",
    ),
    SearchedRows(
        code="letter",
        name="Lettres",
        label="concat('Lettre «\u00a0', r.title, '\u00a0»')",
        table="letters_letter",
        columns=("title", "subject", "body", "enclosures", "sent_on", "drafted_at"),
        text="concat_ws(E'\\n', r.title, r.subject, translate(r.body, '_#', ''), nullif(r.enclosures, ''))",
        day=f"coalesce(r.sent_on, {_local('r.drafted_at')})",
        group="letter",
    ),
    SearchedRows(
        code="document",
        name="Noms de documents",
        label="'Document'",
        table="documents_document",
        columns=("title", "added_at"),
        text="r.title",
        day=_local("r.added_at"),
        group="document",
    ),
    SearchedRows(
        code=CONTENT,
        name="Contenu des documents",
        label=(
            "(select concat('«\u00a0', t.title, '\u00a0»') from documents_document t"
            " where t.dossier_id = r.dossier_id and t.rank = r.rank)"
        ),
        table="documents_textblock",
        columns=("block", "text", "day", "first_page", "last_page"),
        text=f"substr(r.text, part.n * {PIECE} + 1, {PIECE + SHARED})",
        day="r.day",
        group="document",
        block="(r.block * 4 + part.n)",
        pieces=f"cross join lateral generate_series(0, least(greatest(length(r.text) - 1, 0) / {PIECE}, 3)) as part(n)",
        of_row="(r.block * 4) and (r.block * 4 + 3)",
    ),
    SearchedRows(
        code="measure",
        name="Mesures correctrices",
        label="'Mesure correctrice'",
        table="measures_measure",
        columns=("text", "proposed_on"),
        text="r.text",
        day="r.proposed_on",
        group="measure",
    ),
)
_OWN_PARTS = (
    SearchedText(
        code="title",
        label="Titre",
        table="dossiers_dossier",
        columns=("number", "title"),
        text="concat_ws(E'\\n', r.title, r.number)",
        weight="A",
        key="id",
    ),
    SearchedText(
        code="person",
        label="Personne ou organisme",
        table="parties_party",
        columns=("name",),
        text="r.name",
        weight=PEOPLE,
        order="r.rank",
    ),
    SearchedText(
        code="reference",
        label="Numéro donné ailleurs",
        table="finding_dossierreference",
        columns=("number", "label"),
        text="concat_ws(' ', r.number, nullif(r.label, ''))",
        weight="A",
        order="r.rank",
    ),
)


@cache
def rows() -> tuple[SearchedRows, ...]:
    """Will return every table whose rows are texts: the kernel's, then the modules' in their order."""
    return (*_OWN_ROWS, *(text for text in _declared() if isinstance(text, SearchedRows)))


@cache
def parts() -> tuple[SearchedText, ...]:
    """Will return every part of the card: the kernel's, then the modules' in their order."""
    return (*_OWN_PARTS, *(text for text in _declared() if isinstance(text, SearchedText)))


@lru_cache(maxsize=64)
def parts_of(kinds: frozenset[str]) -> tuple[SearchedText, ...]:
    """Will return the parts that cards of dossiers of these kinds may have: a module's are those of its own kind."""
    modules = (m for m in registry.modules() if m.kind is None or m.kind.code in kinds)
    return (*_OWN_PARTS, *(text for m in modules for text in m.texts if isinstance(text, SearchedText)))


def title_said(title: str, number: str) -> str:
    """Will write what the first part of a card says, of a dossier that is read already."""
    return f"{title}\n{number}"


def codes_of(group: str) -> tuple[str, ...]:
    """Will return the codes of the sources of a kind of thing: « document » is names and contents."""
    if group in ("dossier", "person"):
        return (CARD,)
    return tuple(source.code for source in rows() if source.group == group)


def _declared() -> tuple[SearchedRows | SearchedText, ...]:
    return tuple(text for module in registry.modules() for text in module.texts)
