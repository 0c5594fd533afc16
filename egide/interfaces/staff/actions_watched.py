"""What an exchange with the Protecteur du citoyen and a confidentiality incident offer beside their steps.

Links to the pages of their own; other kinds have none. No query.
"""

from egide.interfaces.staff.addresses import of_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.modules.ombudsman.access import KIND as EXCHANGE
from egide.modules.privacy_incidents.access import KIND as INCIDENT
from egide.platform.accounts.actors import Actor
from egide.ui.pages import Action


def watched_actions(actor: Actor, dossier: Dossier) -> tuple[Action, ...]:
    """Will list them for this reader, the most useful first."""
    if dossier.kind == EXCHANGE:
        return (
            Action(
                label="Date, recommandations, présidence", url=of_dossier("ombudsman_matter", dossier.number)
            ),
        )
    if dossier.kind != INCIDENT or dossier.closed_on or not may(actor, dossier, "act").allowed:
        return ()
    return (
        Action(label="Tenir le registre", url=of_dossier("incident_register", dossier.number)),
        Action(label="Inscrire une personne à aviser", url=of_dossier("incident_person", dossier.number)),
    )
