"""Table of contents of the module: everything it declares. Read first.

Law in law.py and responses.py, life in lifecycle.py, rights in access.py; the rest is ordinary Django.
"""

from egide.law import roles
from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.modules.access_requests.access import KIND, POLICY
from egide.modules.access_requests.figures import COUNTED
from egide.modules.access_requests.law import DEADLINES, FACTS, RETENTION
from egide.modules.access_requests.lifecycle import LIFECYCLE
from egide.modules.access_requests.responses import GROUNDS
from egide.modules.access_requests.texts import TEXTS


def _letter(code: str, reference: str, title: str, *, to: str = "requester") -> LetterTemplate:
    return LetterTemplate(
        code,
        reference,
        title,
        recipient=to,
        requires_approval_by=roles.ACCESS_OFFICER,
        file=f"{code}.typ",
        # What decides is seen by two people; a notice that the law prescribes is the officer's alone.
        four_eyes=code in ("decision", "referral"),
        to_each=to == "third_person",
        place=False,
    )


LETTERS = (
    _letter("acknowledgment", "L301", "Avis de réception"),
    _letter("request_for_particulars", "L302", "Demande de précisions"),
    _letter("extension", "L303", "Avis de prolongation"),
    _letter("third_person_notice", "L304", "Avis au tiers", to="third_person"),
    _letter("decision", "L305", "Décision"),
    _letter("communication", "L306", "Remise des documents"),
    _letter("commission_transmission", "L307", "Transmission à la Commission", to="body"),
    # Beyond the catalogue of domain.md H.3.
    _letter("referral", "L308", "Transmission à l’organisme compétent"),
    _letter("oral_notice", "L309", "Réponse à une demande verbale"),
    _letter("fee_estimate", "L310", "Estimation des frais"),
    _letter("third_person_decision", "L311", "Décision au tiers", to="third_person"),
)

ACCESS_REQUESTS = Module(
    code="access_requests",
    name="Demandes d’accès à l’information",
    about="Une personne demande un document de l’Office, ses propres renseignements ou leur rectification. La "
    "personne responsable de l’accès répond dans les 20 jours, motifs et recours à l’appui.",
    kind=DossierKind(KIND, "Demande d’accès", prefix="ACC", compartment="access", default_class="4110"),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    grounds=GROUNDS,
    policy=POLICY,
    letters=LETTERS,
    retention=RETENTION,
    facts_builder="egide.modules.access_requests.queries.facts",
    letter_fields="egide.modules.access_requests.merging.letter_fields",
    letter_enclosures="egide.modules.access_requests.joining.enclosures",
    proposed="egide.modules.access_requests.joining.proposed",
    letter_annexes="egide.modules.access_requests.merging.annexes",
    keeper="egide.modules.access_requests.keeping.keep",
    kept="egide.modules.access_requests.keeping.kept",
    summary="egide.modules.access_requests.pages.summary",
    follow_up="egide.modules.access_requests.following.follow_up",
    counted=COUNTED,
    texts=TEXTS,
)
