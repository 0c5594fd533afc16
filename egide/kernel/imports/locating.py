"""Where a line belongs in the house: the dossier that it names, the shelf of its box.

Looked for as the actor sees; several that fit is a refusal, never a choice.
"""

from collections.abc import Mapping

from django.db.models import Q

from egide.kernel.finding.models import DossierReference, reference_key
from egide.kernel.gate.visibility import visible
from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import PlanProblem, Remarks
from egide.kernel.paper.models import LONGEST_LABEL, Medium, Place
from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, Site

KEEPERS = (roles.RECORDS_MANAGER.code, roles.INTAKE.code)
MOST_CAPACITY = 5_000  # millimetres
MOST_BOXES = 999  # of one shelf


def dossier_of(actor: Actor, plan: Plan, said: str) -> str:
    """Will return the number of the dossier that the line names, by its number or by an old one.

    :raises PlanProblem: none within reach, or several.
    """
    typed = " ".join(said.split())
    if not typed or len(typed) > 100:
        raise PlanProblem("La ligne ne nomme pas de dossier.")
    reach = visible(actor, action="add_document")
    if plan.by_old_number:
        keys = DossierReference.objects.filter(key=reference_key(plan.prefix + typed)).values("dossier_id")
        found = reach.filter(pk__in=keys)
    else:
        found = reach.filter(number=typed.upper()[:40])
    numbers = list(found.values_list("number", flat=True)[:2])
    if len(numbers) > 1:
        raise PlanProblem(f"Plusieurs dossiers portent l’ancien numéro «\u00a0{typed}\u00a0».")
    if not numbers:
        raise PlanProblem(f"Aucun dossier «\u00a0{typed}\u00a0» n’est à portée.")
    return numbers[0]


def check_box(plan: Plan, compartment: Compartment, values: Mapping[str, str], remarks: Remarks) -> None:
    """Will judge the box, the shelf and the part that a line describes."""
    label = values.get("label", "")
    if not label or len(f"{values.get('number', '')} · {label}") > LONGEST_LABEL:
        remarks.refuse("box", f"L’étiquette de la boîte est vide, ou dépasse {LONGEST_LABEL} caractères.")
    if whole(values.get("capacity", ""), MOST_CAPACITY) is None:
        remarks.refuse("box", f"La capacité est un nombre de millimètres, de 1 à {MOST_CAPACITY}.")
    if values.get("dossier"):
        _check_part(values, remarks)
    if code := values.get("place", ""):
        _check_place(plan, compartment, code, values, remarks)


def whole(text: str, most: int) -> int | None:
    """Will read a whole number from 1 to `most`, or nothing."""
    fits = text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= most
    return int(text) if fits else None


def _check_part(values: Mapping[str, str], remarks: Remarks) -> None:
    if not values.get("part") or len(values["part"]) > LONGEST_LABEL:
        remarks.refuse("box", f"Ce que contient la boîte est vide, ou dépasse {LONGEST_LABEL} caractères.")
    if whole(values.get("thickness", ""), MOST_CAPACITY) is None:
        remarks.refuse("box", "L’épaisseur est un nombre de millimètres.")
    if values.get("medium") not in Medium.values:
        remarks.refuse("box", f"Le support est un de\u00a0: {', '.join(Medium.values)}.")


def _check_place(
    plan: Plan, compartment: Compartment, code: str, values: Mapping[str, str], remarks: Remarks
) -> None:
    if len(code) > 30:
        remarks.refuse("place", "Le code de la tablette dépasse 30 caractères.")
    elif Place.objects.filter(compartment=compartment, code=code).exists():
        return
    elif not plan.create_places:
        remarks.refuse("place", f"Aucune tablette ne porte le code «\u00a0{code}\u00a0».")
    elif not Site.objects.filter(Q(code=values.get("site", ""))).exists():
        remarks.refuse("place", f"Lieu inconnu\u00a0: «\u00a0{values.get('site', '')[:60]}\u00a0».")
    elif not all(0 < len(values.get(name, "")) <= 60 for name in ("room", "shelf")):
        remarks.refuse("place", "Le local et la tablette ont de 1 à 60 caractères.")
    elif whole(values.get("places", ""), MOST_BOXES) is None:
        remarks.refuse("place", f"Le nombre de boîtes de la tablette va de 1 à {MOST_BOXES}.")
