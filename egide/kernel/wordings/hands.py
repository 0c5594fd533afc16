"""Who writes the words of a letter, who approves them, and where: the roles of the module, in its compartments.

Pure, but for the registry. A letter of the Commissioner's is nobody's else to see.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from egide.kernel import registry
from egide.kernel.wordings.models import WordingState, WordingVersion
from egide.law.access import Role
from egide.law.letters import LetterTemplate
from egide.law.modules import Module
from egide.platform.accounts.actors import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """A compartment where the person may act on a letter."""

    id: int
    code: str


def writers(module: Module) -> tuple[Role, ...]:
    """Will return the roles that write this module's letters."""
    return module.policy.roles_for("write_letter") if module.policy else ()


def approvers(module: Module, letter: LetterTemplate) -> tuple[Role, ...]:
    """Will return the roles that approve the words: those that sign the letter, else those that write it."""
    return letter.signed_by or writers(module)


def places(actor: Actor, module: Module, letter: LetterTemplate) -> tuple[Place, ...]:
    """Will return the compartments of the module where the person writes or approves this letter's words."""
    codes = module.kind.compartments if module.kind else ()
    wanted = {role.code for role in (*writers(module), *approvers(module, letter))}
    found = {
        Place(held.compartment_id, held.compartment_code)
        for held in actor.roles
        if held.role in wanted and held.compartment_code in codes
    }
    return tuple(sorted(found, key=lambda place: codes.index(place.code)))


def administered(actor: Actor) -> Iterator[tuple[Module, LetterTemplate, Place]]:
    """Will yield every letter whose words the person may write or approve, and where; no query."""
    for module in registry.modules():
        for letter in module.letters:
            for place in places(actor, module, letter):
                yield module, letter, place


def may_write(actor: Actor, module: Module, place: Place) -> bool:
    """Will tell whether the person writes this module's letters there."""
    return any(actor.holds(role.code, compartment_id=place.id) for role in writers(module))


def why_not_approve(actor: Actor, module: Module, letter: LetterTemplate, row: WordingVersion) -> str:
    """Will say why the person may not approve this version, or nothing."""
    if row.state != WordingState.SUBMITTED:
        return "Cette version n’attend pas d’approbation."
    roles = approvers(module, letter)
    if not any(actor.holds(role.code, compartment_id=row.compartment_id) for role in roles):
        names = ", ".join(dict.fromkeys(role.label for role in roles))
        return f"L’approbation revient à qui signe cette lettre\u00a0: {names}."
    if actor.user_id in row.hands:
        return "Vous avez écrit dans cette version\u00a0: une autre personne l’approuve."
    return ""
