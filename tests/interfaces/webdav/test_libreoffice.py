"""LibreOffice itself opens a document from the house, edits it and saves: the save is a version, the lock is its own.

A macro of its own profile does what a person would do at the keyboard; nobody sees a window.
"""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from egide.kernel.documents.models import DocumentVersion
from tests.clocks import clock
from tests.database import Pair, TestServer, as_owner
from tests.interfaces.webdav.live import FIRST, Bench, bench
from tests.tools import need

__all__ = ["clock"]
ADDED = "Ajout fait dans LibreOffice. "
_XLC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" library:link="false"/>
</library:libraries>"""
_XLB = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false">
 <library:element library:name="Essai"/>
</library:library>"""
_XBA = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Essai" script:language="StarBasic">
Sub Modifier
  Dim args(0) As New com.sun.star.beans.PropertyValue
  args(0).Name = "Hidden"
  args(0).Value = True
  f = FreeFile
  Open "{told}" For Output As #f
  On Error GoTo rate
  doc = StarDesktop.loadComponentFromURL("{url}", "_blank", 0, args())
  Print #f, "lecture seule : " &amp; doc.isReadonly()
  doc.Text.insertString(doc.Text.createTextCursor(), "{added}", False)
  doc.store()
  Print #f, "enregistré"
  doc.close(True)
  Close #f
  Exit Sub
rate:
  Print #f, "erreur : " &amp; Error$
  Close #f
End Sub
</script:module>"""


@pytest.fixture
def site(fresh: Pair, test_server: TestServer) -> Iterator[Bench]:
    with bench(fresh, test_server) as stood:
        yield stood


def test_libreoffice_opens_edits_and_saves_a_version(site: Bench, tmp_path: Path) -> None:
    soffice, told = need("soffice"), tmp_path / "dit.txt"
    url = site.folder.replace("http://", "vnd.sun.star.webdav://") + quote(site.name)
    _run(soffice, tmp_path, "--terminate_after_init")  # makes the profile, where the macro then goes
    basic = tmp_path / "profil" / "user" / "basic"
    (basic / "script.xlc").write_text(_XLC)
    (basic / "Standard" / "script.xlb").write_text(_XLB)
    (basic / "Standard" / "Essai.xba").write_text(_XBA.format(told=told, url=url, added=ADDED))

    _run(soffice, tmp_path, "macro:///Standard.Essai.Modifier")

    assert told.read_text().split("\n")[:2] == ["lecture seule : False", "enregistré"], told.read_text()
    first, second = site.versions()
    assert first == hashlib.sha256(FIRST).hexdigest()
    with as_owner():
        newest = DocumentVersion.objects.get(sha256=second)
        assert newest.added_by == f"staff:{site.scene.cast.user('nadia').pk}"


def _run(soffice: str, home: Path, what: str) -> None:
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{home}/profil", "--headless", "--norestore", what],
        capture_output=True,
        timeout=90,
        check=True,
    )
