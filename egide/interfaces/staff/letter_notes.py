"""What the page of a letter says above it: typed and not kept, waiting, lost on its way, impossible to print.

Sentences for whoever writes the letter; nothing is decided here.
"""

from datetime import datetime

from egide.kernel.letters.drafting import TEXT
from egide.kernel.letters.models import Letter, LetterState, Typing
from egide.platform.typesetting.cleaning import unprintable
from egide.ui import formats


def unkept(letter: Letter, typed: Typing | None) -> str:
    """Will say that what is shown was typed and is not kept in the letter."""
    if typed is None:
        return ""
    moment = formats.moment(typed.saved_at)
    if typed.over == letter.edited_at:
        return f"Voici ce que vous écriviez le {moment} et qui n’est pas encore enregistré dans la lettre."
    return (
        f"Voici ce que vous écriviez le {moment}. La lettre a changé depuis\u00a0: comparez avec l’aperçu en PDF "
        "avant d’enregistrer, ou abandonnez votre texte."
    )


def waiting(letter: Letter, *, now: datetime) -> str:
    """Will say when a letter that the mail server did not take leaves again."""
    # The outbox tries again by itself; people must know that they need not.
    message = letter.message
    if letter.state != LetterState.QUEUED or message is None or not message.last_error:
        return ""
    since, again = formats.moment(message.queued_at), formats.clock(formats.local(message.due_at).time())
    return (
        f"L’envoi attend\u00a0: le serveur de courriel ne répond pas. La lettre est en file depuis le {since}; "
        f"elle repartira seule, la prochaine fois à {again if message.due_at > now else 'l’instant'}."
    )


def marks(letter: Letter, *, editable: bool) -> str:
    """Will name the signs that the fonts of letters do not have."""
    written = "\n".join(
        (letter.recipient.name, letter.recipient.address, *(getattr(letter, x) for x in TEXT))
    )
    if not editable or not (lost := unprintable(written)):
        return ""
    return (
        f"Les polices de la lettre n’ont pas de signe pour\u00a0: {' '.join(lost[:20])}. Une marque «\u00a0�\u00a0» "
        "s’imprimerait à la place\u00a0: remplacez ces caractères, ou écrivez le nom en lettres latines."
    )


def warning(letter: Letter) -> str:
    """Will say what went wrong as it left."""
    if letter.state == LetterState.UNCERTAIN:
        return (
            "L’envoi a été interrompu alors que le serveur recevait la lettre : elle est peut-être partie. "
            "Vérifiez avec la personne avant de la renvoyer; le renvoi porte le même identifiant."
        )
    if letter.state == LetterState.BOUNCED:
        said = letter.message.bounce_words if letter.message else ""
        return (
            "Le courriel est revenu\u00a0: la personne n’a pas reçu la lettre. Postez une copie de la lettre "
            "approuvée, ou corrigez l’adresse de courriel et renvoyez-la."
            + (f" Réponse du serveur\u00a0: {said}" if said else "")
        )
    if letter.state == LetterState.FAILED:
        reason = letter.message.last_error if letter.message else ""
        return f"La lettre n’est pas partie. Réponse du serveur : {reason}"
    return ""
