"""The one-page sheet of a module, in French, from its declaration alone: what a lawyer reads and signs.
Not a text that someone keeps up to date: whatever is declared is in it, and nothing else."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from egide.law import roles
from egide.law.access import Rule, Scope
from egide.law.dates_fr import count, plain_date
from egide.law.deadlines import Deadline, Fact, LetterSent, Roll
from egide.law.effects import (
    CancelDeadline,
    DraftLetter,
    Effect,
    ExtendDeadline,
    Keep,
    RecordFact,
    ResumeDeadline,
    SetRetention,
    SuspendDeadline,
)
from egide.law.french import quote
from egide.law.guard_words import sentences
from egide.law.lifecycles import Lifecycle
from egide.law.maps import chart_of
from egide.law.modules import Module
from egide.law.sources import Source
from egide.law.terms import Term

NB = "\u00a0"
ROLLS = {
    Roll.NONE: "Reste au jour où il tombe, même fermé",
    Roll.FORWARD: "Reporté au jour ouvrable suivant (la loi)",
    Roll.SHOWN: "Mesuré au jour où il tombe; le jour ouvrable suivant est affiché",
}
DEADLINE_COLUMNS = ("Délai", "Commence", "Satisfait par", "Durée", "Jour fermé", "Source")
CALENDARS = {
    "public_service": "jours de la fonction publique",
    "interpretation_act": "Loi d’interprétation",
    "access_act": "Loi sur l’accès",
}
ACTIONS = {
    "read": "Lire",
    "open": "Ouvrir un dossier",
    "assign": "Confier le dossier",
    "act": "Faire les étapes",
    "write_letter": "Rédiger les lettres",
    "send_letter": "Transmettre les lettres",
    "add_document": "Verser documents et notes",
    "undo": "Annuler une étape",
    "name_concerned": "Consigner les personnes visées",
    "describe_access": "Tenir la fiche de la demande",
    "receive": "Recevoir d’un autre compartiment",
    "hand_over": "Remettre à une autre unité",
    "export": "Exporter",
    "register": "Tenir l’accueil\u00a0: l’arrivée et l’accusé de réception, rien d’autre",
    "delegate": "Déléguer des pouvoirs à un analyste",
    "prepare": "Préparer",
    "approve": "Approuver",
    "comment": "Commenter",
    "publish": "Publier",
    "classify": "Changer la classe",
    "tell_event": "Consigner un événement de conservation",
    "submit": "Soumettre à la présidence",
    "contribute": "Participer au travail",
    "direct": "Diriger le mandat",
    "edit_work": "Tenir la fiche du travail",
}
# Verbs that a lawyer need not read: they keep columns up to date.
_SILENT = (Keep,)


@dataclass(frozen=True)
class Section:
    """A table of the sheet; `note` is a sentence under its title, `keys` say what its marks stand for."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The whole sheet: what it is, its tables, and what remains to be confirmed by counsel."""

    code: str
    title: str
    version: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    to_validate: tuple[str, ...]


def sheet_of(module: Module, *, recipients: Mapping[str, str]) -> Sheet:
    """Will write the sheet of a module; `recipients` gives the words of the parties' roles."""
    parts = (
        *_life(module),
        *_deadlines(module),
        *_letters(module, recipients),
        *_grounds(module),
        *_retention(module),
        *_access(module),
    )
    return Sheet(
        code=module.code,
        title=module.name,
        version=module.lifecycle.version if module.lifecycle else "",
        facts=tuple(_facts(module)),
        sections=parts,
        to_validate=tuple(dict.fromkeys(_doubts(module))),
    )


def _facts(module: Module) -> Iterator[tuple[str, str]]:
    places = {place.code: place.name for place in roles.COMPARTMENTS}
    kind, lifecycle = module.kind, module.lifecycle
    if module.about:
        yield "Objet", module.about
    place = kind.compartment if kind else module.compartment
    if kind:
        yield "Dossiers", f"{kind.label}, numérotés {kind.prefix}-année-rang"
        for other, prefix in kind.elsewhere:
            yield "Aussi", f"{places.get(other, other)}, numérotés {prefix}-année-rang"
    else:
        yield "Dossiers", "Aucun\u00a0: ce module tient un registre, sans étapes ni délais"
    if place:
        yield "Compartiment", places.get(place, place)
    if lifecycle:
        moves = len(chart_of(lifecycle).moves)
        states = count(len([s for s in lifecycle.states if s.until is None]), "état")
        yield "Cheminement", f"{states}, {count(moves, 'étape')}"
        if lifecycle.main_line:
            yield "Parcours habituel", " → ".join(lifecycle.state(c).label for c in lifecycle.main_line)
        yield "Version du cycle", lifecycle.version


def _life(module: Module) -> Iterator[Section]:
    if module.lifecycle is None:
        return
    yield _states(module.lifecycle)
    yield _moves(module, module.lifecycle)


def _states(lifecycle: Lifecycle) -> Section:
    chart = chart_of(lifecycle)
    columns = (
        ("Parcours habituel", list(chart.spine)),
        ("À côté, pour un temps", chart.order(chart.side)),
        ("Sorties", chart.order(chart.exits)),
    )
    rows = tuple(
        (words, ", ".join(_state(lifecycle, code) for code in codes)) for words, codes in columns if codes
    )
    return Section("États", ("Place", "États"), rows)


def _state(lifecycle: Lifecycle, code: str) -> str:
    state = lifecycle.state(code)
    said = ["départ"] if code == lifecycle.initial else []
    said += ["fin"] if state.final else []
    said += ["après approbation seulement"] if state.approved and not state.final else []
    return f"{state.label} ({', '.join(said)})" if said else state.label


def _moves(module: Module, lifecycle: Lifecycle) -> Section:
    rows, letters = [], _lettered(lifecycle)
    for move in chart_of(lifecycle).moves:
        first = move.transitions[0]
        codes = dict.fromkeys(
            s.code for s in lifecycle.states for t in move.transitions if s.code in t.sources
        )
        sources = ", ".join(lifecycle.state(code).label for code in codes)
        targets = dict.fromkeys(
            "même état" if t.sources == {t.target} else lifecycle.state(t.target).label
            for t in move.transitions
        )
        guards = dict.fromkeys(
            text for t in move.transitions for guard in t.requires for text in sentences(guard)
        )
        effects = dict.fromkeys(
            words for t in move.transitions for effect in t.effects if (words := _effect(module, effect))
        )
        rows.append(
            (
                str(move.number),
                first.label,
                f"{sources} → {', '.join(targets)}",
                ", ".join(role.label for role in first.roles),
                " ".join(f"[{letters[text]}]" if text in letters else text for text in guards) or "—",
                "; ".join(effects) or "—",
            )
        )
    return Section(
        "Étapes",
        ("N°", "Étape", "De → à", "Qui", "Ce qui la ferme", "Ce qui suit"),
        tuple(rows),
        note="Les numéros sont ceux de la carte; ce qui ferme une étape est la phrase que l’écran montre.",
        keys=tuple((f"[{letter}]", text) for text, letter in letters.items()),
    )


def _lettered(lifecycle: Lifecycle) -> dict[str, str]:
    """The sentences that close several moves, each with its letter: written once, under the table's title."""
    times = Counter(
        text
        for move in chart_of(lifecycle).moves
        for text in dict.fromkeys(
            said for t in move.transitions for guard in t.requires for said in sentences(guard)
        )
    )
    often = [text for text, many in times.items() if many > 1]
    return dict(zip(often, ascii_lowercase, strict=False))


def _effect(module: Module, effect: Effect) -> str:
    match effect:
        case _ if isinstance(effect, _SILENT):
            return ""
        case DraftLetter(template):
            letter = module.letter(template)
            return f"lettre {letter.reference} préparée"
        case RecordFact(fact):
            return f"fait consigné\u00a0: {fact.label}"
        case CancelDeadline(code) | SuspendDeadline(code) | ResumeDeadline(code) | ExtendDeadline(code):
            return f"{effect.label.lower()}\u00a0: {module.deadline(code).label}"
        case SetRetention(series):
            return f"conservation {series}"
    return f"{effect.label[:1].lower()}{effect.label[1:]}"


def _deadlines(module: Module) -> Iterator[Section]:
    rows = tuple(deadline_words(module, deadline) for deadline in module.deadlines)
    if rows:
        yield Section("Délais", DEADLINE_COLUMNS, rows)


def deadline_words(module: Module, deadline: Deadline) -> tuple[str, ...]:
    """Will say a deadline in the columns of the sheet: label, start, what meets it, length, roll, sources."""
    length = [_term(term) for term in deadline.terms]
    if deadline.recurs:
        length.append(f"puis tous les {deadline.recurs.unit.words(deadline.recurs.every)}")
    if deadline.extension:
        length.append(f"prolongation de {deadline.extension.unit.words(deadline.extension.length)}")
    if deadline.given:
        length.append(deadline.given.label if not length else f"sinon, {deadline.given.label}")
    calendar = CALENDARS.get(deadline.calendar, deadline.calendar)
    return (
        f"{deadline.label} ({deadline.nature.label})",
        deadline.starts_on.label,
        "; ".join(_bound(module, bound) for bound in deadline.met_by_any),
        "; ".join(length),
        f"{ROLLS[deadline.roll]} ({calendar})",
        "; ".join(dict.fromkeys(source.cite() for source in deadline.sources)),
    )


def _term(term: Term) -> str:
    words = term.unit.words(term.length)
    since = f" depuis le {plain_date(term.since)}" if term.since else ""
    until = f" jusqu’au {plain_date(term.until)} (exclu)" if term.until else ""
    return f"{words}{since}{until}"


def _bound(module: Module, bound: Fact | LetterSent) -> str:
    if isinstance(bound, LetterSent):
        letter = module.letter(bound.template)
        return f"envoi de la lettre {letter.reference}"
    return bound.label


def _letters(module: Module, recipients: Mapping[str, str]) -> Iterator[Section]:
    rows = tuple(
        (
            letter.reference,
            letter.title,
            recipients.get(letter.recipient, letter.recipient),
            ", ".join(role.label for role in letter.signed_by) or "personne",
            "oui" if letter.four_eyes else "non",
        )
        for letter in module.letters
    )
    if rows:
        yield Section(
            "Lettres", ("Référence", "Lettre", "Destinataire", "Signée par", "Deux personnes"), rows
        )


def _grounds(module: Module) -> Iterator[Section]:
    rows = tuple(
        (ground.label + (f" (jusqu’au {plain_date(ground.until)}, exclu)" if ground.until else ""),
         ground.source.cite())
        for ground in module.grounds
    )  # fmt: skip
    if rows:
        yield Section("Motifs", ("Motif", "Source"), rows)


def _retention(module: Module) -> Iterator[Section]:
    rows = tuple(
        (
            f"{rule.series} {rule.title}" + (" (exemple)" if rule.sample else ""),
            rule.trigger.label,
            _years(rule.active),
            _years(rule.semi_active),
            rule.disposition.label,
            rule.source.cite(),
        )
        for rule in module.retention
    )
    if rows:
        columns = ("Série", "Départ", "Actif", "Semi-actif", "À la fin", "Source")
        yield Section("Conservation", columns, rows)


def _years(years: int | None) -> str:
    return "sans terme fixé" if years is None else count(years, "an")


def _access(module: Module) -> Iterator[Section]:
    if module.policy is None:
        return
    rows = tuple(
        (ACTIONS.get(action, action), _who(module.policy.rules_for(action)))
        for action in module.policy.actions
    )
    yield Section(
        "Qui peut quoi",
        ("Action", "Rôles et portée"),
        rows,
        note="Ce qu’aucune règle ne permet est refusé. Les étapes nomment en plus leurs propres rôles.",
    )


def _who(rules: tuple[Rule, ...]) -> str:
    by_scope: dict[Scope, list[str]] = {}
    for rule in rules:
        by_scope.setdefault(rule.scope, []).append(rule.role.label)
    return "; ".join(f"{', '.join(who)} ({scope.label})" for scope, who in by_scope.items())


def _doubts(module: Module) -> Iterator[str]:
    """Everything that rests on a source that counsel has not confirmed yet."""

    def said(name: str, source: Source) -> Iterator[str]:
        if source.to_validate:
            yield f"{name}\u00a0: {source.cite()}"

    for deadline in module.deadlines:
        for source in deadline.sources:
            yield from said(f"Délai {quote(deadline.label)}", source)
    for ground in module.grounds:
        yield from said(f"Motif {quote(ground.label)}", ground.source)
    for rule in module.retention:
        yield from said(f"Conservation {rule.series}", rule.source)
