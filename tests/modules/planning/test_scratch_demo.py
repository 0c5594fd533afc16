"""x"""
from datetime import date
from types import SimpleNamespace
from egide.interfaces.demo.reports import _commissioner
from egide.kernel.dossiers.models import Dossier
from egide.modules.planning.editions import pdf_bytes
from egide.modules.planning.models import Edition
from egide.modules.planning.periods import quarter_of
from tests.cast import NOW
from tests.database import as_owner
from tests.modules.planning.test_commissioner import house, House
from pathlib import Path

def test_scratch_demo(house):
    stage = SimpleNamespace(actor=house.scene.cast.actor, now=NOW)
    _commissioner(stage, quarter_of(date(2026, 5, 1)))
    with as_owner():
        assert Dossier.objects.filter(kind="periodic_report", state="submitted").exists()

def test_scratch_pdf(house):
    scene = house.scene
    scene.write("simon", summary="Le trimestre du Commissaire.", conclusions="Les avis sont partis.")
    scene.move("skip_comments", "simon", motive="Une seule unité.")
    scene.present("simon")
    with as_owner():
        pass
    Path("/tmp/rac.pdf").write_bytes(scene.act("simon", lambda a, d: pdf_bytes(Edition.objects.get(dossier=d))))
