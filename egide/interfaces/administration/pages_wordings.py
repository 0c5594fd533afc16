"""The words of letters on the screen: every letter that the reader may write or approve, one letter's versions.

What the reader does not administer is not listed; versions come from behind the walls of the compartment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from egide.interfaces.administration.differences import Facing, side_by_side
from egide.kernel.wordings.checking import known_fields, lost_fields, problems
from egide.kernel.wordings.hands import Place, administered, approvers, may_write, why_not_approve
from egide.kernel.wordings.models import WordingState, WordingVersion
from egide.kernel.wordings.reading import InForce, hash_of, original
from egide.kernel.wordings.writing import PREPARED
from egide.law.letters import LetterTemplate
from egide.law.modules import Module
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Table, Tone

TITLE = "Lettres types"
COLUMNS = (Column(label="Lettre"), Column(label="Texte en vigueur"), Column(label="En préparation"))
TONES: dict[str, Tone] = {
    WordingState.DRAFT: "soon",
    WordingState.SUBMITTED: "soon",
    WordingState.APPROVED: "met",
    WordingState.SET_ASIDE: "idle",
}


@dataclass(frozen=True, kw_only=True)
class Letters:
    """One letter, where, for whom: what every page of its words begins with."""

    module: Module
    letter: LetterTemplate
    place: Place

    def url(self, name: str = "letter_words", *, version: int | None = None) -> str:
        """Will return an address of the letter's words."""
        where = {"compartment": self.place.code, "module": self.module.code, "template": self.letter.code}
        query = "" if version is None else f"?version={version}"
        return reverse(f"administration:{name}", kwargs=where) + query


@dataclass(frozen=True, kw_only=True)
class Group:
    """The letters of one module in one compartment."""

    title: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class LettersPage:
    """Every letter that the reader may write or approve."""

    crumbs: tuple[Crumb, ...]
    groups: tuple[Group, ...]
    waiting: str


@dataclass(frozen=True, kw_only=True)
class WordsView:
    """One version."""

    title: str
    days: str
    badge: Badge
    text: str
    reason: str
    hands: str
    preview: str
    again: Action | None
    opened: bool


@dataclass(frozen=True, kw_only=True)
class WordsPage:
    """One letter: what is prepared beside what is in force, then every version."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    write: Action | None
    versions: tuple[WordsView, ...]
    prepared: str = ""
    prepared_by: str = ""
    comment: str = ""
    problems: tuple[str, ...] = ()
    lost: str = ""
    seen: str = ""
    steps: tuple[Action, ...] = ()
    preview: str = ""
    compared: str = ""
    facing: tuple[Facing, ...] = ()
    return_form: Any = None
    step_url: str = ""


@dataclass(frozen=True, kw_only=True)
class WriteWordsPage:
    """The form of a version, with the fields that may be used."""

    title: str
    crumbs: tuple[Crumb, ...]
    form: Any
    url: str
    back: str
    fields: tuple[str, ...]
    approvers: str


def crumbs(*more: tuple[str, str]) -> tuple[Crumb, ...]:
    """Will return « Lettres types › … »."""
    return (
        Crumb(label=TITLE, url=reverse("administration:letters") if more else ""),
        *(Crumb(label=label, url=url) for label, url in more),
    )


def letters_page(actor: Actor) -> LettersPage:
    """Will build the list; one query for all versions that are in force or prepared."""
    known = _known(actor)
    groups, waiting = [], 0
    for (module, place), lines in groupby(administered(actor), key=lambda one: (one[0], one[2])):
        rows = []
        for _, letter, _ in lines:
            of_letter = Letters(module=module, letter=letter, place=place)
            versions = known.get((place.id, module.code, letter.code), [])
            prepared = next((row for row in versions if row.state in PREPARED), None)
            waiting += bool(prepared and prepared.state == WordingState.SUBMITTED)
            rows.append(_row(of_letter, versions, prepared))
        if rows:
            groups.append(
                Group(title=module.name, table=Table(caption=module.name, columns=COLUMNS, rows=tuple(rows)))
            )
    said = formats.count(waiting, "texte attend", "textes attendent") if waiting else ""
    return LettersPage(crumbs=crumbs(), groups=tuple(groups), waiting=said)


def words_page(
    of: Letters, versions: Sequence[WordingVersion], *, actor: Actor, now: InForce, form: Any
) -> WordsPage:
    """Will build the page of one letter."""
    prepared = next((row for row in versions if row.state in PREPARED), None)
    writes = may_write(actor, of.module, of.place)
    label = "Reprendre la rédaction" if prepared else "Écrire une nouvelle version"
    common: dict[str, Any] = {
        "title": of.letter.title,
        "lead": f"{of.letter.reference} · {of.module.name}. {_in_force(now, versions)}",
        "crumbs": crumbs((of.letter.title, "")),
        "write": Action(label=label, url=of.url("letter_words_write")) if writes else None,
        "versions": (
            *(_view(of, row, now, writes=writes) for row in versions),
            _original(of, now, writes=writes and bool(versions)),
        ),
        "step_url": of.url("letter_words_step"),
    }
    if prepared is None:
        return WordsPage(**common)
    lost = lost_fields(of.module, of.letter.code, prepared.text)
    return WordsPage(
        **common,
        prepared=f"Version {prepared.number}, {WordingState(prepared.state).label}, à compter du "
        f"{formats.day(prepared.since)}",
        prepared_by=f"{prepared.written_by.full_name}\u00a0: {prepared.reason}",
        comment=prepared.comment,
        problems=problems(of.module, of.letter.code, prepared.text),
        lost=formats.listing(lost),
        seen=hash_of(prepared.text),
        steps=_steps(of, prepared, actor=actor, writes=writes),
        preview=of.url("letter_words_preview", version=prepared.number),
        compared=f"{_name(now.number)} et version {prepared.number}",
        facing=side_by_side(now.text, prepared.text),
        return_form=form if not why_not_approve(actor, of.module, of.letter, prepared) else None,
    )


def write_page(of: Letters, form: Any) -> WriteWordsPage:
    """Will build the form."""
    return WriteWordsPage(
        title=f"{of.letter.title}\u00a0: écrire une version",
        crumbs=crumbs((of.letter.title, of.url()), ("Écrire", "")),
        form=form,
        url=of.url("letter_words_write"),
        back=of.url(),
        fields=known_fields(of.module, of.letter.code),
        approvers=", ".join(dict.fromkeys(role.label for role in approvers(of.module, of.letter))),
    )


def _known(actor: Actor) -> dict[tuple[int, str, str], list[WordingVersion]]:
    found: dict[tuple[int, str, str], list[WordingVersion]] = {}
    rows = WordingVersion.objects.filter(compartment_id__in=sorted(actor.compartment_ids))
    for row in rows.exclude(state=WordingState.SET_ASIDE).order_by("-since", "-number"):
        found.setdefault((row.compartment_id, row.module, row.template), []).append(row)
    return found


def _row(
    of: Letters, versions: Sequence[WordingVersion], prepared: WordingVersion | None
) -> tuple[Cell, ...]:
    held = next((row for row in versions if row.state == WordingState.APPROVED), None)
    words = f"Version {held.number}, à compter du {formats.day(held.since)}" if held else "Texte d’origine"
    waits = Badge(label=WordingState(prepared.state).label, tone="soon") if prepared else None
    return (
        Cell(text=of.letter.title, url=of.url(), detail=of.letter.reference),
        Cell(text=words),
        Cell(text=" " if waits else "—", badge=waits),
    )


def _steps(of: Letters, row: WordingVersion, *, actor: Actor, writes: bool) -> tuple[Action, ...]:
    url, seen = of.url("letter_words_step"), ("seen", hash_of(row.text))
    number = ("version", str(row.number))
    found = []
    if row.state == WordingState.SUBMITTED:
        found.append(
            Action(
                label="Approuver",
                url=url,
                method="post",
                primary=True,
                fields=(("act", "approve"), seen, number),
                reason=why_not_approve(actor, of.module, of.letter, row),
            )
        )
    elif writes:
        found.append(
            Action(
                label="Soumettre à l’approbation",
                url=url,
                method="post",
                primary=True,
                fields=(("act", "submit"), number),
                reason="Corrigez d’abord ce qui est signalé."
                if problems(of.module, of.letter.code, row.text)
                else "",
            )
        )
    if writes:
        found.append(
            Action(
                label="Mettre de côté",
                url=url,
                method="post",
                fields=(("act", "set_aside"), number),
                confirm="Mettre cette version de côté?",
            )
        )
    return tuple(found)


def _view(of: Letters, row: WordingVersion, now: InForce, *, writes: bool) -> WordsView:
    approved = f", approuvée par {row.approved_by.full_name}" if row.approved_by else ""
    again = row.state == WordingState.APPROVED and row.number != now.number and writes
    return WordsView(
        title=f"Version {row.number}",
        days=f"à compter du {formats.day(row.since)}",
        badge=Badge(
            label="en vigueur" if row.number == now.number else WordingState(row.state).label,
            tone=TONES[row.state],
        ),
        text=row.text,
        reason=row.reason,
        hands=f"Écrite par {row.written_by.full_name}{approved}.",
        preview=of.url("letter_words_preview", version=row.number),
        again=_again(of, row.number) if again else None,
        opened=False,
    )


def _original(of: Letters, now: InForce, *, writes: bool) -> WordsView:
    first = original(module=of.module.code, template=of.letter.code)
    return WordsView(
        title="Texte d’origine",
        days="fourni avec Égide",
        badge=Badge(label="en vigueur", tone="met") if now.number == 0 else Badge(label="remplacé"),
        text=first.text,
        reason="",
        hands="",
        preview=of.url("letter_words_preview", version=0),
        again=_again(of, 0) if writes and now.number else None,
        opened=False,
    )


def _again(of: Letters, number: int) -> Action:
    return Action(label="Y revenir…", url=of.url("letter_words_write", version=number))


def _in_force(now: InForce, versions: Sequence[WordingVersion]) -> str:
    if now.number == 0:
        return "Les lettres ont le texte d’origine."
    row = next(row for row in versions if row.number == now.number)
    return f"Les lettres ont la version {row.number}, depuis le {formats.day(row.since)}."


def _name(number: int) -> str:
    return f"Version {number}" if number else "Texte d’origine"


def unit_of(actor: Actor, place: Place) -> Unit:
    """Will return the reader's unit there: the one from which the sample of a preview leaves."""
    units = [a.unit_id for a in actor.roles if a.compartment_id == place.id and a.unit_id]
    return Unit.objects.select_related("site", "compartment").get(pk=min(units))
