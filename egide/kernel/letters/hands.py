"""Who had a hand in a letter, and whether the one who wants to sign it would be alone.

« Quatre yeux »: a letter whose template says so is signed once two people have had it in hands. A signatory may
correct what someone else wrote and sign it: two people have then seen it. Nobody signs what only they wrote.
"""

from egide.kernel.letters.models import Letter
from egide.law.letters import LetterTemplate
from egide.platform.accounts.actors import Actor, ActorKind

ALONE = (
    "Une lettre de ce type est vue par deux personnes, et vous êtes la seule à l’avoir écrite\u00a0: "
    "demandez à une autre personne de la relire et de la soumettre, ou de l’approuver."
)
_PERSON = f"{ActorKind.STAFF}:"


def people_in(letter: Letter) -> frozenset[str]:
    """Will return the codes of the people who drafted, last edited or submitted the letter; services apart."""
    hands = (letter.drafted_by, letter.edited_by, letter.submitted_by)
    return frozenset(code for code in hands if code.startswith(_PERSON))


def alone(actor: Actor, letter: Letter, declared: LetterTemplate) -> str:
    """Will say why this actor may not sign, being the letter's only hand; nothing when they may."""
    if not declared.four_eyes:
        return ""
    return ALONE if people_in(letter) == {actor.code} else ""
