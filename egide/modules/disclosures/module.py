"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; the rest is ordinary Django.
"""

from egide.law.modules import DossierKind, Module
from egide.modules.disclosures.access import KIND, POLICY
from egide.modules.disclosures.figures import COUNTED
from egide.modules.disclosures.law import DEADLINES, FACTS, GROUNDS, RETENTION
from egide.modules.disclosures.lifecycle import LIFECYCLE
from egide.modules.disclosures.texts import TEXTS

DISCLOSURES = Module(
    code="disclosures",
    name="Divulgations",
    about="Une personne divulgue un acte répréhensible. Seule la personne désignée lit le dossier."
    " Elle examine, conclut ou dirige vers le Protecteur du citoyen.",
    kind=DossierKind(KIND, "Divulgation", prefix="DIV", compartment="integrity", default_class="6220"),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    grounds=GROUNDS,
    policy=POLICY,
    retention=RETENTION,
    facts_builder="egide.modules.disclosures.queries.facts",
    summary="egide.modules.disclosures.pages.summary",
    counted=COUNTED,
    texts=TEXTS,
)
