"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; the rest is ordinary Django.
"""

from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.law.roles import COMMISSION, OFFICE, PRESIDENCY
from egide.modules.mandates.access import KIND, POLICY
from egide.modules.mandates.law import DEADLINES, FACTS, RETENTION
from egide.modules.mandates.lifecycle import LIFECYCLE
from egide.modules.mandates.texts import TEXTS

MANDATES = Module(
    code="mandates",
    name="Mandats",
    about="Ce que la présidence, le ou la ministre ou une unité demande\u00a0: objet, livrable, responsable, dates, "
    "avancement, approbation. Remplace l’application «\u00a0Courrier et mandats\u00a0».",
    kind=DossierKind(
        KIND,
        "Mandat",
        prefix="MAN",
        compartment=OFFICE.code,
        default_class="1420",
        elsewhere=((PRESIDENCY.code, "MAP"), (COMMISSION.code, "MAC")),
    ),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    policy=POLICY,
    letters=(
        # Inside the house: printed for a colleague and kept in the file; nobody outside is written to.
        LetterTemplate(
            "mandate_note",
            "L501",
            "Note de mandat",
            recipient="lead",
            requires_approval_by=None,
            file="mandate_note.typ",
        ),
    ),
    retention=RETENTION,
    facts_builder="egide.modules.mandates.queries.facts",
    summary="egide.modules.mandates.pages.summary",
    texts=TEXTS,
)
