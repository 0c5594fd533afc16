"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; the figures are kernel/statistics', named in streams.py.
"""

from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.law.roles import COMMISSION, OFFICE
from egide.modules.planning.access import KIND, POLICY
from egide.modules.planning.law import DEADLINES, FACTS, GROUNDS, RETENTION
from egide.modules.planning.lifecycle import LIFECYCLE

PLANNING = Module(
    code="planning",
    name="Rapports périodiques",
    about="Le rapport sur les requêtes et les plaintes d’une période\u00a0: chiffres figés à la présentation, "
    "commentaires des unités, mesures, publication à l’intranet.",
    kind=DossierKind(
        KIND,
        "Rapport sur les requêtes et les plaintes",
        prefix="RAP",
        compartment=OFFICE.code,
        default_class="1420",
        elsewhere=((COMMISSION.code, "RAC"),),
    ),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    grounds=GROUNDS,
    policy=POLICY,
    letters=(
        # Inside the house: printed and kept in the file, told by a notice; nobody outside is written to.
        LetterTemplate(
            "comment_request",
            "L1401",
            "Demande de commentaires sur un rapport",
            recipient="unit",
            requires_approval_by=None,
            file="comment_request.typ",
        ),
    ),
    retention=RETENTION,
    facts_builder="egide.modules.planning.queries.facts",
    summary="egide.modules.planning.pages.summary",
)
