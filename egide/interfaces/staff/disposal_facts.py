"""What is told beside a disposition list: its counts, its hands and days, its draw, its papers.

Read from the list and its items; nothing is decided here.
"""

from django.db.models import Count, Q
from django.urls import reverse

from egide.kernel.disposal.models import Choice, DispositionList, Fate, ListItem, ListState, Outcome
from egide.ui import formats
from egide.ui.pages import Fact, Link


def facts_of(listed: DispositionList) -> tuple[Fact, ...]:
    """Will say how many dossiers, what became of them, who did what and when, and what the draw was."""
    counted = dict(
        ListItem.objects.filter(disposition_list=listed)
        .values_list("outcome")
        .annotate(n=Count("pk"))
        .order_by("outcome")
    )
    kept = ListItem.objects.filter(Q(choice=Choice.KEPT), disposition_list=listed).count()
    facts = [Fact(term="Dossiers", value=formats.number(listed.total))]
    if listed.state == ListState.RUNNING and (left := counted.get(Outcome.WAITING)):
        done = f"{formats.number(listed.total - left)} sur {formats.number(listed.total)}"
        facts.append(Fact(term="Avancement", value=done, detail="Rechargez la page pour voir la suite."))
    if kept:
        facts.append(Fact(term="Gardés par l’unité", value=formats.number(kept)))
    for outcome in (Outcome.DESTROYED, Outcome.CHOSEN, Outcome.TRANSFERRED, Outcome.DROPPED):
        if counted.get(outcome):
            facts.append(Fact(term=str(outcome.label), value=formats.number(counted[outcome])))
    for label, who, at in (
        ("Préparée", listed.made_by, listed.made_at),
        ("Révisée", listed.reviewed_by, listed.reviewed_at),
        ("Vérifiée", listed.checked_by, listed.checked_at),
        ("Approuvée", listed.approved_by, listed.approved_at),
    ):
        if who is not None and at is not None:
            facts.append(Fact(term=label, value=who.full_name, detail=formats.moment(at)))
    if listed.objections_until:
        days = f"Délai de {formats.count(listed.window_days, 'jour')}, à valider."
        facts.append(
            Fact(term="Opposition possible jusqu’au", value=formats.day(listed.objections_until), detail=days)
        )
    if listed.paper_on:
        detail = f"{listed.paper_method}. Témoin\u00a0: {listed.paper_witness}."
        facts.append(Fact(term="Papier détruit", value=formats.day(listed.paper_on), detail=detail))
    if listed.fate == Fate.SORT:
        if listed.seed:  # drawn when the content is frozen: anyone draws the same dossiers again
            facts.append(Fact(term="Semence du tirage", value=listed.seed))
        facts.append(
            Fact(
                term="Échantillon",
                value=f"{listed.sample_percent}\u00a0%",
                detail=listed.sampling or "La règle n’a pas encore de texte d’échantillonnage.",
            )
        )
    if listed.digest:
        facts.append(Fact(term="Empreinte du contenu approuvé", value=f"{listed.digest[:16]}…"))
    return tuple(facts)


def papers_of(listed: DispositionList) -> tuple[Link, ...]:
    """Will link to the certificate and to the transfer, when there are."""
    links = []
    if listed.certificates.exists():
        for name, label in (("disposal_pdf", "Certificat (PDF)"), ("disposal_json", "Certificat (JSON)")):
            links.append(Link(label=label, url=reverse(f"staff:{name}", kwargs={"listed": listed.number})))
    if ListItem.objects.filter(
        disposition_list=listed, outcome__in=(Outcome.CHOSEN, Outcome.TRANSFERRED)
    ).exists():
        links.append(Link(label="Versement", url=reverse("staff:transfer", kwargs={"listed": listed.number})))
    return tuple(links)
