"""The steps of a report that are more than a step: freezing, reading the bytes, copying out. Each has its own page.

Both the report's page and the dossier's ask here, so that a button leads to the same act everywhere.
"""

from egide.interfaces.staff.addresses import of_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.offered import Offer
from egide.modules.planning import lifecycle
from egide.modules.planning.access import KIND
from egide.ui.pages import Action

PAGES = {
    "ask_comments": "report_ask",
    "close_comments": "report_close",
    "submit": "report_present",
    "approve": "report_approve",
    "publish": "report_publish",
    "unpublish": "report_unpublish",
}
POSTED = {"close_comments", "publish"}
CONFIRMED = {"publish": "Publier ce rapport à l’intranet? Tout le personnel pourra le lire."}
# The guards that the act itself satisfies: they close the bare step, never the act.
MET_BY_THE_ACT = lifecycle.DONE_ON_ITS_PAGE


def action_of(dossier: Dossier, offer: Offer) -> Action:
    """Will return the button of an offered transition, whatever the kind of dossier."""
    code, reasons, url = (
        offer.transition.code,
        offer.reasons,
        of_dossier("move", dossier.number, code=offer.transition.code),
    )
    posted = False
    if dossier.kind == KIND and code in PAGES:
        reasons = tuple(one for one in reasons if one not in MET_BY_THE_ACT)
        url, posted = of_dossier(PAGES[code], dossier.number), code in POSTED
    return Action(
        label=offer.transition.label,
        url=url,
        method="post" if posted and not reasons else "get",
        fields=(("version", str(dossier.version)),) if posted else (),
        reason=" ".join(reasons),
        primary=offer.transition.primary and not reasons,
        confirm=CONFIRMED.get(code, "") if posted else "",
    )
