"""The checks that a module's declarations hold together: every name used is declared, every rule sourced.
Not the checks of each part, which the parts make themselves and which are gathered here."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

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
from egide.law.facts import LetterSent
from egide.law.french import quote

if TYPE_CHECKING:
    from egide.law.modules import Module


def problems(module: "Module") -> tuple[str, ...]:
    """Will list in French what the module lacks, then what its parts find in themselves."""
    own = (problem for check in _CHECKS for problem in check(module))
    prefix = f"Module {quote(module.code)}\u00a0: "
    return (*(f"{prefix}{problem}." for problem in own), *_of_parts(module))


def _of_parts(module: "Module") -> Iterator[str]:
    if module.lifecycle:
        yield from module.lifecycle.problems()
    if module.policy:
        yield from module.policy.problems()
    for deadline in module.deadlines:
        yield from deadline.problems()


def _kind(module: "Module") -> Iterator[str]:
    kind = module.kind
    if kind is None:
        return
    if not module.retention:
        yield f"le genre {quote(kind.code)} n’a aucune règle de conservation"
    if module.lifecycle is None:
        yield f"le genre {quote(kind.code)} n’a pas de cycle de vie"
    if module.policy is None:
        yield f"le genre {quote(kind.code)} n’a pas de politique d’accès"
    elif module.policy.kind != kind.code:
        yield f"la politique vise {quote(module.policy.kind)} plutôt que {quote(kind.code)}"
    if module.compartment not in (None, kind.compartment):
        yield "le module et son genre nomment deux compartiments"
    for name, places in (("compartiment", kind.compartments), ("préfixe", kind.prefixes)):
        yield from _twice(f"genre {quote(kind.code)}\u00a0: {name}", places)


def _names(module: "Module") -> Iterator[str]:
    yield from _twice("fait", (fact.code for fact in module.facts))
    yield from _twice("délai", (deadline.code for deadline in module.deadlines))
    yield from _twice("motif", (ground.code for ground in module.grounds))
    yield from _twice("lettre", (letter.code for letter in module.letters))
    yield from _twice("référence de lettre", (letter.reference for letter in module.letters))
    yield from _twice("série", (rule.series for rule in module.retention))


def _deadlines(module: "Module") -> Iterator[str]:
    letters = {letter.code for letter in module.letters}
    for deadline in module.deadlines:
        name = f"délai {quote(deadline.code)}"
        for bound in (deadline.starts_on, *deadline.met_by_any, *deadline.ends_on):
            if isinstance(bound, LetterSent):
                if bound.template not in letters:
                    yield f"{name}\u00a0: lettre {quote(bound.template)} sans gabarit"
            elif bound not in module.facts:
                yield f"{name}\u00a0: fait {quote(bound.code)} inconnu"


def _letters(module: "Module") -> Iterator[str]:
    for letter in module.letters:
        if not letter.file.strip():
            yield f"lettre {quote(letter.code)} sans gabarit"


def _sources(module: "Module") -> Iterator[str]:
    for ground in module.grounds:
        if not ground.source.act.strip():
            yield f"motif {quote(ground.code)} sans source"
    for rule in module.retention:
        if not rule.source.act.strip():
            yield f"règle de conservation {quote(rule.series)} sans source"
        if rule.trigger not in module.facts:
            yield f"règle de conservation {quote(rule.series)}\u00a0: fait {quote(rule.trigger.code)} inconnu"


def _effects(module: "Module") -> Iterator[str]:
    for transition in module.lifecycle.transitions if module.lifecycle else ():
        for effect in transition.effects:
            if missing := _missing(module, effect):
                yield f"transition {quote(transition.code)}\u00a0: {missing}"


# What the journal may hold: codes and days. Free text stays in the notes, which a destruction deletes.
_KEPT_KINDS = ("choice", "date", "boolean", "dossier")


def _kept(module: "Module") -> Iterator[str]:
    if module.keeper and not module.kept:
        yield "rien ne relit la fiche que les étapes tiennent à jour"
    for transition in module.lifecycle.transitions if module.lifecycle else ():
        kinds = {field.name: field.kind for field in transition.fields}
        for effect in transition.effects:
            if not isinstance(effect, Keep):
                continue
            name = f"transition {quote(transition.code)}"
            if not module.keeper:
                yield f"{name}\u00a0: rien ne tient à jour la fiche du dossier"
            for _, asked in effect.answers:
                if asked not in kinds:
                    yield f"{name}\u00a0: champ {quote(asked)} jamais demandé"
                elif kinds[asked] not in _KEPT_KINDS:
                    yield f"{name}\u00a0: champ {quote(asked)} en texte libre, qui n’a pas sa place au journal"


def _missing(module: "Module", effect: Effect) -> str | None:
    match effect:
        case RecordFact(fact) if fact not in module.facts:
            return f"fait {quote(fact.code)} inconnu"
        case DraftLetter(template) if template not in {letter.code for letter in module.letters}:
            return f"lettre {quote(template)} sans gabarit"
        case CancelDeadline(code) | SuspendDeadline(code) | ResumeDeadline(code) if (
            code not in _deadline_codes(module)
        ):
            return f"délai {quote(code)} inconnu"
        case ExtendDeadline(code):
            return _missing_extension(module, code)
        case SetRetention(series) if series not in {rule.series for rule in module.retention}:
            return f"série {quote(series)} absente des règles de conservation"
    return None


def _missing_extension(module: "Module", code: str) -> str | None:
    if code not in _deadline_codes(module):
        return f"délai {quote(code)} inconnu"
    if module.deadline(code).extension is None:
        return f"délai {quote(code)} sans prolongation prévue"
    return None


def _guards(module: "Module") -> Iterator[str]:
    transitions = module.lifecycle.transitions if module.lifecycle else ()
    if any(transition.requires for transition in transitions) and not module.facts_builder:
        yield "des gardes, mais aucune fonction ne leur donne les faits"


def _deadline_codes(module: "Module") -> set[str]:
    return {deadline.code for deadline in module.deadlines}


def _twice(name: str, codes: Iterable[str]) -> Iterator[str]:
    yield from (f"{name} {quote(code)} en double" for code, times in Counter(codes).items() if times > 1)


_CHECKS = (_kind, _names, _deadlines, _letters, _sources, _effects, _kept, _guards)
