"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; the rest is ordinary Django.
"""

from egide.law.modules import DossierKind, Module
from egide.law.roles import OFFICE
from egide.modules.records_office.access import KIND, POLICY
from egide.modules.records_office.law import DEADLINES, FACTS, RETENTION
from egide.modules.records_office.lifecycle import LIFECYCLE
from egide.modules.records_office.texts import TEXTS

RECORDS_OFFICE = Module(
    code="records_office",
    name="Dossiers documentaires",
    about="Une unité ouvre un dossier de n’importe quelle classe du plan\u00a0: ressources humaines, comité, finances, "
    "projet. Il est ouvert ou fermé; sa conservation vient de sa classe.",
    kind=DossierKind(KIND, "Dossier documentaire", prefix="DOC", compartment=OFFICE.code),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    policy=POLICY,
    retention=RETENTION,
    facts_builder="egide.modules.records_office.queries.facts",
    summary="egide.modules.records_office.pages.summary",
    texts=TEXTS,
)
