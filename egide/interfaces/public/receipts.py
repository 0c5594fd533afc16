"""The signed receipt of a request: its number and its day, carried by the confirmation's address.

It opens nothing and names nobody: nothing is read from the database to show it again.
"""

from dataclasses import dataclass
from datetime import date

from django.core.signing import BadSignature, Signer

from egide.platform.errors.failures import NotVisible

_SIGNER = Signer(salt="egide.public.receipt")


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What a person keeps of a sending."""

    reference: str
    received_on: date
    # The person is offered the Protecteur du citoyen: she complained of the presidency.
    ombudsman: bool = False
    # A confirmation leaves by e-mail.
    confirmed: bool = False
    # Nobody can be written to: the answer is read with the follow-up link.
    anonymous: bool = False
    # Somebody may need help now: the page says where to find it. Nothing of what was written is here.
    help: bool = False


def seal(receipt: Receipt) -> str:
    """Will return the text that stands in the address; the same receipt always gives the same."""
    values = {"n": receipt.reference, "d": receipt.received_on.isoformat()}
    marks = {"o": receipt.ombudsman, "e": receipt.confirmed, "a": receipt.anonymous, "h": receipt.help}
    return _SIGNER.sign_object(values | {mark: "1" for mark, true in marks.items() if true})


def unseal(token: str) -> Receipt:
    """Will read the receipt again.

    :raises NotVisible: the address was not made by us, or was cut.
    """
    try:
        values = _SIGNER.unsign_object(token)
        return Receipt(
            reference=values["n"],
            received_on=date.fromisoformat(values["d"]),
            ombudsman="o" in values,
            confirmed="e" in values,
            anonymous="a" in values,
            help="h" in values,
        )
    except (BadSignature, ValueError, KeyError, TypeError):
        raise NotVisible from None
