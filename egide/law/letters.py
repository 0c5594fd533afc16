"""The letters that a module may send, as declared: reference, recipient, approval and template file.
Not their wording, which staff edit as effective-dated data, nor their rendering."""

from dataclasses import dataclass

from egide.law.access import Role


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """One letter of the catalogue: `reference` is « L101 », `recipient` a party's role code."""

    code: str
    reference: str
    title: str
    recipient: str
    requires_approval_by: Role | None
    file: str
    # Two people have their hands in it: nobody signs alone what nobody else wrote or submitted.
    four_eyes: bool = False
    # Its reader may answer by a one-use link (the letters to an order).
    answered_by_link: bool = False
    # Each party of the recipient's role gets a letter of its own (every order concerned).
    to_each: bool = False
    # It tells its recipient what could be done better: a corrective measure may follow from it.
    feedback: bool = False
    # « Québec, le 19 décembre 2019 »; without the place, « Le 19 décembre 2019 ».
    place: bool = True
    # Other roles whose parties each get one too (`to_each`): an order, and the bodies beside it.
    also_to: tuple[str, ...] = ()
    # Roles that may sign it too, each within what `Module.signing` lets the person do.
    also_by: tuple[Role, ...] = ()

    @property
    def signed_by(self) -> tuple[Role, ...]:
        """Every role that may sign it, the first being its own; none when anyone who may write may sign."""
        return (self.requires_approval_by, *self.also_by) if self.requires_approval_by else ()
