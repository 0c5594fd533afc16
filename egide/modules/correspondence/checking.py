"""Who may be believed of an e-mail’s sender: the server of the box, by the name that the administration gave it.

Anyone may write the header of anyone else: without a name, nothing is believed; of several headers, the worst counts.
"""

from egide.modules.correspondence.models import Checked, Fate, MailPiece, Medium
from egide.modules.correspondence.models_mailbox import Mailbox
from egide.modules.correspondence.told import Told
from egide.platform.text.authentication import read_together, summary, verdict_of

SENTENCES: dict[str, str] = {
    Checked.PASSED: "Le serveur de la boîte confirme que ce courriel vient bien du domaine de cette adresse.",
    Checked.FAILED: (
        "Le serveur de la boîte dit que ce courriel ne vient pas de cette adresse\u00a0: quelqu’un l’a peut-être "
        "empruntée. Confirmez auprès de la personne, par un autre moyen, avant d’y donner suite."
    ),
    Checked.UNPROVED: "Le serveur de la boîte n’a pu ni confirmer ni infirmer cette adresse.",
    Checked.SILENT: "Le serveur de la boîte n’a rien dit de cette adresse\u00a0: n’importe qui a pu l’écrire.",
    Checked.NOBODY: "Personne n’a vérifié cette adresse\u00a0: n’importe qui a pu l’écrire.",
}


def check(box: Mailbox, told: Told) -> tuple[Checked, str]:
    """Will judge the sender by what the box’s own server wrote, and return it with the results in a few words."""
    authority = box.authority.strip().casefold()
    if not authority:
        return Checked.NOBODY, ""
    own = [said for said in told.results if said[0] == authority]
    if not own:
        return Checked.SILENT, ""
    verdicts = [verdict_of(said, told.sender_email) for said in own]
    if "fail" in verdicts:
        return Checked.FAILED, summary(own[verdicts.index("fail")])
    # What was written last: a header that the sender had put there is under the server's own « Received ».
    last = read_together(own)
    passed = verdict_of(last, told.sender_email) == "pass"
    return (Checked.PASSED if passed else Checked.UNPROVED), summary(last)


def checked_of(piece: MailPiece) -> Checked | None:
    """Will say what is known of the sender of a piece; nothing of what is no e-mail from a person outside."""
    if piece.direction != "in" or piece.medium != Medium.EMAIL or piece.fate == Fate.HANDED:
        return None
    return Checked(piece.checked) if piece.checked else Checked.NOBODY


def is_forged(piece: MailPiece) -> bool:
    """Will tell that the address is not to be believed: nobody is recognised by it."""
    return piece.checked == Checked.FAILED
