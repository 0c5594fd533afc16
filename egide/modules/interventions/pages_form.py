"""What the public form brought, as lines for the staff: the steps, the people, the proof of a mandate, what worries.

Finished words over the typed answers of told.py; pages.py puts them in boxes.
"""

from egide.kernel.parties.models import ProfessionalOrder
from egide.law.concerns import Concern
from egide.modules.interventions.models import Mechanism, Request, Situation
from egide.modules.interventions.recourses import LONGEST_ABOUT
from egide.modules.interventions.told import WHO, Someone, Step, Told
from egide.modules.interventions.vocabulary import RECOURSES, label
from egide.ui import formats
from egide.ui.pages import Badge, Fact

REPLY_BY = {"email": "par courriel", "post": "par la poste", "phone": "par téléphone"}
PEOPLE = {"co_requester": "Signe aussi", "representative": "Agit pour elle"}


def request_facts(request: Request, told: Told) -> tuple[Fact, ...]:
    """Will list the orders, the mechanism and the steps already taken, approximate dates in the person's words."""
    return (
        Fact(term="Ordre visé", value=request.order.name if request.order else "Non précisé"),
        *(Fact(term="Autre ordre visé", value=name) for name in _order_names(told.other_orders)),
        *_chosen("Mécanisme visé", dict(Mechanism.choices), told.mechanism),
        *_chosen("Situation", dict(Situation.choices), told.situation),
        *(_step(step) for step in told.steps),
        *words("Autre démarche", told.other_recourse),
    )


def added_facts(told: Told) -> tuple[Fact, ...]:
    """Will list what the form asked and a dossier has no place of its own for."""
    return (
        *((Fact(term="Demande faite pour", value=WHO[told.who]),) if told.who != "self" else ()),
        *words("Adaptation demandée", told.accommodations),
        # The dossier's own line holds a short one in full.
        *words("Autre démarche", told.other_recourse if len(told.other_recourse) > LONGEST_ABOUT else ""),
    )


def person_facts(request: Request, told: Told) -> tuple[Fact, ...]:
    """Will say who asks, for whom and with whom, and how each is reached."""
    acting = told.representative
    # Who acts for another is the one reached: the same address is not written twice.
    own = () if acting and _ways(acting) else _contact(told)
    return (
        Fact(term="Nom", value=request.name),
        *((Fact(term="Demande faite pour", value=WHO[told.who]),) if told.who != "self" else ()),
        *(Fact(term=PEOPLE[one.role], value=one.name, detail=_ways(one)) for one in told.people),
        *((_proof(request),) if acting and told.who == "representative" else ()),
        *own,
        *_chosen("Réponse souhaitée", REPLY_BY, told.preferred_channel),
        *words("Adaptation demandée", told.accommodations),
        Fact(term="Formulaire", value=f"Version {request.form_version}", detail=_consent(told)),
    )


def _contact(told: Told) -> tuple[Fact, ...]:
    return (
        *words("Courriel", told.email),
        *words("Téléphone", formats.phone(told.phone) if told.phone else ""),
        *words("Adresse", told.address),
    )


def _proof(request: Request) -> Fact:
    count = request.files.count()
    joined = (
        f"À chercher parmi les {count} fichiers joints" if count > 1 else "À vérifier dans le fichier joint"
    )
    return Fact(term="Preuve du mandat", value=joined if count else "Aucun fichier joint\u00a0: à demander")


def _ways(one: Someone) -> str:
    ways = (one.email, formats.phone(one.phone) if one.phone else "", ", ".join(one.address.splitlines()))
    return " · ".join(way for way in ways if way)


def _step(step: Step) -> Fact:
    term = label(RECOURSES, step.kind)
    if step.on:
        return Fact(term=term, value=formats.day(step.on))
    between = ""
    if step.first and step.last:
        between = f"Entre le {formats.day(step.first)} et le {formats.day(step.last)}."
    return Fact(term=term, value=f"«\u00a0{step.about}\u00a0»", detail=between or "Date approximative.")


def _order_names(slugs: tuple[str, ...]) -> tuple[str, ...]:
    known = dict(ProfessionalOrder.objects.filter(slug__in=slugs).values_list("slug", "name"))
    return tuple(known.get(slug, slug) for slug in slugs)


def worry(concern: Concern | None) -> Badge | None:
    """Will flag words that show distress or a threat."""
    return Badge(label=concern.label, tone="late") if concern else None


def words(term: str, said: str) -> tuple[Fact, ...]:
    """Will return one line, or none when nothing was said."""
    return (Fact(term=term, value=said),) if said else ()


def _chosen(term: str, labels: dict[str, str], code: str) -> tuple[Fact, ...]:
    return (Fact(term=term, value=formats.typography(str(labels[code]))),) if code in labels else ()


def _consent(told: Told) -> str:
    return f"Accord donné, texte {told.consent}" if told.consent else ""
