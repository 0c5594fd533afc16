"""What the person in charge may answer (s. 47 of the Access Act), as data: codes, labels, words of the letter.

`opening` completes the sentence « … en vertu de la Loi sur l’accès »; one word for one document or several.
"""

from dataclasses import dataclass

from egide.law.grounds import Ground
from egide.law.sources import Source
from egide.modules.access_requests.law import ACT, S47, S48

TO_VALIDATE = Source(ACT, "47", to_validate=True)
S9 = Source(ACT, "9", to_validate=True)
S98 = Source(ACT, "98")
S137_1 = Source(ACT, "137.1", to_validate=True)


@dataclass(frozen=True, slots=True)
class Response:
    """One response type. `gives`: something is released; `reasons`: a motive is owed; `sections`: articles too.

    `access`: it answers a request for documents or for one's own information; `rectifies`: for a rectification.
    """

    code: str
    label: str
    source: Source
    opening: str
    gives: bool = False
    reasons: bool = True
    sections: bool = False
    access: bool = True
    rectifies: bool = False


JOINED = "vous trouverez ci-joint {documents} et qui {accessible}"
# When a third person has still her time: for one document, then for several.
_WAIT = "une fois écoulés les 15 jours que la loi accorde au tiers concerné (art. 49)"
HANDED_LATER = (
    f"le document qui concerne votre demande vous sera remis {_WAIT}; il {{accessible}}",
    f"les documents qui concernent votre demande vous seront remis {_WAIT}; ils {{accessible}}",
)
_EXAMINED = "Votre demande a été examinée"

RESPONSES = (
    Response("access", "Accès accordé", S47, JOINED, gives=True, reasons=False),
    Response(
        "partial",
        "Accès accordé en partie (document caviardé)",
        S47,
        JOINED,
        gives=True,
        reasons=False,
        sections=True,
    ),
    Response(
        "conditions", "Accès à des conditions particulières", TO_VALIDATE, JOINED, gives=True, reasons=True
    ),
    Response(
        "accommodation",
        "Accommodement raisonnable pour une personne handicapée",
        TO_VALIDATE,
        JOINED,
        gives=True,
        reasons=True,
    ),
    Response(
        "refused",
        "Accès refusé",
        S47,
        f"nous ne pouvons pas vous donner accès {{au_document}}. {_EXAMINED}",
        sections=True,
    ),
    Response(
        "not_held",
        "Aucun document détenu par l’Office",
        S47,
        f"l’Office ne détient aucun document visé par votre demande. {_EXAMINED}",
        reasons=False,
    ),
    Response(
        "other_body",
        "Demande qui relève davantage d’un autre organisme",
        S48,
        f"votre demande relève davantage de la compétence d’un autre organisme. {_EXAMINED}",
    ),
    Response(
        "unconfirmed",
        "Existence des renseignements ni confirmée ni niée",
        TO_VALIDATE,
        f"nous ne pouvons ni confirmer ni nier l’existence des renseignements demandés. {_EXAMINED}",
        sections=True,
    ),
    Response(
        "own_notes",
        "Notes personnelles, ébauches ou brouillons (art. 9)",
        S9,
        f"les documents visés par votre demande sont des notes ou des ébauches, auxquelles le droit d’accès ne "
        f"s’étend pas. {_EXAMINED}",
        sections=True,
    ),
    Response(
        "public_notice",
        "Tiers que la poste ne joint pas\u00a0: avis public",
        TO_VALIDATE,
        f"le tiers concerné par ces documents n’a pu être joint par la poste et doit l’être par avis public. "
        f"{_EXAMINED}",
    ),
    Response(
        "disregard",
        "Demande à la Commission de ne pas tenir compte de la demande (art. 137.1)",
        S137_1,
        f"l’Office demande à la Commission d’accès à l’information l’autorisation de ne pas tenir compte de votre "
        f"demande. {_EXAMINED}",
        rectifies=True,
    ),
    Response(
        "rectified",
        "Renseignement rectifié",
        S98,
        f"le renseignement a été rectifié comme vous le demandiez. {_EXAMINED}",
        gives=True,
        reasons=False,
        access=False,
        rectifies=True,
    ),
    Response(
        "rectification_refused",
        "Rectification refusée",
        S98,
        f"nous ne pouvons pas rectifier le renseignement comme vous le demandez. {_EXAMINED}",
        access=False,
        rectifies=True,
    ),
)
BY_CODE = {response.code: response for response in RESPONSES}
CHOICES = tuple((response.code, response.label) for response in RESPONSES)
TO_ACCESS = frozenset(response.code for response in RESPONSES if response.access)
TO_RECTIFICATION = frozenset(response.code for response in RESPONSES if response.rectifies)
# The decision's grounds as the kernel keeps them; the outcome « withdrawn » is no response.
GROUNDS = tuple(
    Ground(response.code, response.label, source=response.source, wording=response.label)
    for response in RESPONSES
)
GIVING = frozenset(response.code for response in RESPONSES if response.gives)
