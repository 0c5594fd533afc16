"""What the letters of an access request say of it: the fields of their wordings, and the texts of law annexed.

Finished French; a value that is empty makes its paragraph disappear.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.law.dates_fr import plain_date
from egide.modules.access_requests.cited import ACT_CODE
from egide.modules.access_requests.examination.readiness import obstacle_to_release
from egide.modules.access_requests.guards import sections_of
from egide.modules.access_requests.joining import third_fields
from egide.modules.access_requests.law import EXTENSION_DAYS
from egide.modules.access_requests.models import AccessRequest, Asked
from egide.modules.access_requests.queries import details, written_on
from egide.modules.access_requests.recourses import Clock, clocks
from egide.modules.access_requests.responses import BY_CODE, HANDED_LATER, JOINED

RECOURSE = f"{ACT_CODE}:recourse"
LAW = "la Loi sur l’accès"
DEFAULT_SUBJECT = {
    Asked.DOCUMENTS: "une copie de documents de l’Office des professions du Québec",
    Asked.PERSONAL: "une copie des renseignements que l’Office des professions du Québec détient à votre sujet",
    Asked.RECTIFICATION: "la rectification de renseignements qui vous concernent",
}
TITLES = {
    Asked.DOCUMENTS: "Demande d’accès à des documents",
    Asked.PERSONAL: "Demande d’accès à vos renseignements personnels",
    Asked.RECTIFICATION: "Demande de rectification de vos renseignements personnels",
}
# Letters from which a review may be asked: the notice of recourse goes with them (s. 46, 51).
WITH_RECOURSE = ("decision", "referral", "acknowledgment")


def letter_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the merge fields that the module's wordings use, from the file and from what was just typed."""
    own = details(dossier)
    on = written_on(dossier) or dossier.received_on
    return {
        "appel": "Madame, Monsieur,",
        "civilite": "Madame, Monsieur",
        "date_reception": plain_date(on),
        "objet_demande": subject_of(own),
        "objet": TITLES[Asked(own.asked)],
        "responsable": dossier.assignee.full_name
        if dossier.assignee
        else "la personne responsable de l’accès",
        "dossier_cai": answers.get("dossier_cai") or own.commission_number or "à venir",
        "date_revision": _shown(clocks(dossier)),
        "identite": _identity(own),
        "questions": [
            line.strip("-• ") for line in answers.get("precisions", "").splitlines() if line.strip()
        ],
        "raison": answers.get("raison", ""),
        "estimation": answers.get("estimation", ""),
        "organisme": answers.get("destination", ""),
        "date_prolongee": _extended(dossier),
        **third_fields(dossier, answers),
        # Whoever has third persons concerned is handed the documents later, by their own letter (s. 49).
        **_decision(answers, later="outcome" in answers and bool(_handed_later(dossier))),
    }


def annexes(dossier: Dossier, template: str, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Will name the texts printed after the signature: the notice of recourse, then each section relied on."""
    if template not in ("decision", "referral"):
        return ()
    sections = sections_of(answers.get("articles", ""))
    return (RECOURSE, *(f"{ACT_CODE}:{section}" for section in sections))


def subject_of(own: AccessRequest) -> str:
    """Will say what is asked, to stand after « vous souhaitez obtenir »."""
    return own.subject.strip().rstrip(".") or DEFAULT_SUBJECT[Asked(own.asked)]


def _handed_later(dossier: Dossier) -> str:
    return obstacle_to_release(dossier, dossier.received_on)


def _decision(answers: Mapping[str, str], *, later: bool) -> dict[str, str]:
    response = BY_CODE.get(answers.get("outcome", ""))
    sections = sections_of(answers.get("articles", ""))
    several = answers.get("nombre") == "several"
    opening = response.opening if response else ""
    if later and response is not None and opening == JOINED:
        opening = HANDED_LATER[several]
    told = opening.format(
        documents="les documents qui concernent votre demande"
        if several
        else "le document qui concerne votre demande",
        accessible="sont accessibles" if several else "est accessible",
        au_document="aux documents demandés" if several else "au document demandé",
    )
    partial = response is not None and response.code == "partial"
    refused = response is not None and response.sections and not partial
    cited = articles(sections)
    return {
        "reponse": f"À cet effet, {told}" if told else "",
        "caviardage": (
            f"{'Ces documents ont été caviardés' if several else 'Ce document a été caviardé'} afin de ne pas donner "
            f"accès {'aux renseignements visés' if several else 'au renseignement visé'} par {cited} de {LAW}."
            if partial and cited
            else ""
        ),
        "refus": f"Cette décision s’appuie sur {cited} de {LAW}." if refused and cited else "",
        "motif": answers.get("motive", ""),
        "copie_articles": _copies(sections),
    }


def articles(sections: Sequence[str]) -> str:
    """Will write « l’article 53 » or « les articles 53 et 54 »; nothing without sections."""
    if not sections:
        return ""
    if len(sections) == 1:
        return f"l’article {sections[0]}"
    return f"les articles {', '.join(sections[:-1])} et {sections[-1]}"


def _copies(sections: Sequence[str]) -> str:
    note = "une note explicative concernant l’exercice de ce recours"
    # The Office's own words of 2019 say « l’article de loi susmentionné » for two of them.
    return f"{note} et copie de l’article de loi susmentionné" if sections else note


def _identity(own: AccessRequest) -> str:
    if own.asked == Asked.DOCUMENTS or own.identity_proof:
        return ""
    return (
        "Ces renseignements sont confidentiels\u00a0: avant de vous les remettre ou de les rectifier, nous devons "
        "vérifier votre identité. Si ce n’est déjà fait, faites-nous parvenir une preuve d’identité ou "
        "présentez-vous à nos bureaux avec une pièce d’identité avec photo."
    )


def _shown(found: Sequence[Clock]) -> str:
    return plain_date(found[-1].shown_until) if found else ""


def _extended(dossier: Dossier) -> str:
    due = (
        DueDate.objects.filter(dossier_id=dossier.pk, rule="access_requests.decision")
        .order_by("-rank")
        .first()
    )
    if due is None:
        return ""
    return plain_date(due.raw_date if due.extended else due.raw_date + timedelta(days=EXTENSION_DAYS))
