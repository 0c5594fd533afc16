"""Old dossiers brought in: the small Office with what an import asks of it, a trial, a run, what they left.

Sources are written by the tests themselves (tests/kernel/imports).
"""

from datetime import datetime

import pytest

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.models import DossierReference
from egide.kernel.imports.models import ImportedItem, ImportRun
from egide.kernel.imports.plan import Plan
from egide.kernel.imports.running import run_import
from egide.kernel.imports.seen import Seen
from egide.kernel.imports.trying import Trial, try_import
from egide.kernel.paper.models import Box, Part
from egide.platform.journal.models import Event
from tests.cast import NOW, Cast, seed_office
from tests.database import as_owner
from tests.kernel.records.making import loaded


@pytest.fixture
def cast(db: None) -> Cast:
    made = seed_office()
    loaded(now=NOW)
    return made


def take(cast: Cast, plan: Plan, who: str = "rene", now: datetime = NOW) -> ImportRun:
    return run_import(plan, actor=cast.actor(who), clock=lambda: now, progress=lambda done, total: None)


def tried(cast: Cast, plan: Plan, who: str = "rene") -> tuple[Trial, list[str]]:
    with Seen() as seen:
        trial = try_import(plan, actor=cast.actor(who), now=NOW, seen=seen, progress=lambda done, total: None)
        return trial, [told.detail for told in seen.all_told()]


def counts() -> dict[str, int]:
    models = (Dossier, DocumentVersion, DossierReference, ImportedItem, Event, Box, Part)
    with as_owner():
        return {model.__name__: model._default_manager.count() for model in models}
