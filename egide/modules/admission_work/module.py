"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; summaries, totals and openings are plain tables beside.
"""

from egide.law import roles
from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.law.roles import COMMISSION
from egide.modules.admission_work.access import KIND, POLICY
from egide.modules.admission_work.figures import COUNTED
from egide.modules.admission_work.law import FACTS, GROUNDS, RETENTION
from egide.modules.admission_work.lifecycle import LIFECYCLE, RECOMMENDS
from egide.modules.admission_work.texts import TEXTS

LETTERS = (
    # Never delegated: a recommendation is the Commissioner's own.
    LetterTemplate(
        "recommendation",
        "L207",
        "Recommandation à la suite d’un travail",
        recipient="order",
        requires_approval_by=roles.COMMISSIONER,
        file="recommendation.typ",
        also_to=("body",),
        feedback=True,
    ),
)

ADMISSION_WORK = Module(
    code="admission_work",
    name="Travaux du Commissaire",
    about="Vérifications, études, avis et suivi de la formation d’appoint\u00a0: ce que le Commissaire à l’admission "
    "fait de sa propre initiative, à côté des plaintes.",
    kind=DossierKind(
        KIND,
        "Travail du Commissaire",
        prefix="CAV",
        compartment=COMMISSION.code,
        default_class="8100",
    ),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    grounds=GROUNDS,
    policy=POLICY,
    letters=LETTERS,
    retention=RETENTION,
    facts_builder="egide.modules.admission_work.queries.facts",
    letter_fields="egide.modules.admission_work.queries.letter_fields",
    recommends=RECOMMENDS,
    summary="egide.modules.admission_work.pages.summary",
    counted=COUNTED,
    texts=TEXTS,
)
