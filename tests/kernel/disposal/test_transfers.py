"""A transfer: the slip, the labels, the packages read again by independent tools, the acknowledgment.

The bag by the Library of Congress’s `bagit`, the E-ARK SIP by `eark-validator`.
"""

import io
import urllib.request
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any

import bagit
import pytest

from egide.kernel.disposal import slips
from egide.kernel.disposal.models import Fate, ListState, Outcome, Slip
from egide.kernel.disposal.packages import BAGIT, EARK, write_package
from egide.kernel.disposal.printing import labels_pdf, slip_pdf
from egide.kernel.records.models import Disposed
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.database import as_owner
from tests.kernel.disposal.steps import THEN, again, approved, do, old_dossier, outcomes, run


def slip_of(cast: Cast, listed: Any) -> Slip:
    made: Slip = do(
        cast, "rene", slips.make_slip, listed=listed, boxes=2, media="documents numériques",
        restrictions=slips.RESTRICTIONS, years=100,
    )  # fmt: skip
    with acting_as(cast.actor("rene")):
        return Slip.objects.select_related("disposition_list__unit__site").get(pk=made.pk)


def unzipped(number: str, compartment: int, form: str, into: Path) -> Path:
    target = io.BytesIO()
    name = write_package(number=number, compartment_id=compartment, form=form, target=target, now=THEN)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(into)
    return into / name.removesuffix(".zip")


def test_a_preserved_dossier_goes_by_slip_until_the_archives_acknowledge(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    scene = old_dossier(cast, "C")
    listed = run(approved(cast, Fate.PRESERVE), django_capture_on_commit_callbacks)
    assert (listed.state, outcomes(listed)[scene.number][0]) == (ListState.RUNNING, Outcome.CHOSEN)
    with pytest.raises(Refused, match="préparées par"):
        do(cast, "marc", slips.make_slip, listed=listed, boxes=1, media="x", restrictions="", years=0)

    slip = slip_of(cast, listed)
    with acting_as(cast.actor("rene")):
        told = slips.about(slip)
        assert slip_pdf(slip).startswith(b"%PDF")
        assert labels_pdf(slip).startswith(b"%PDF")
    facts = dict(told.facts)
    assert facts["Numéro du bordereau"] == "BV-2036-00001"
    assert facts["Inaccessibilité"].startswith("100\u00a0ans")
    assert [row[1] for row in told.rows] == [scene.number]

    do(cast, "rene", slips.acknowledge, slip=slip, received_by="Archives nationales", reference="V-12")
    assert (again(listed).state, outcomes(listed)[scene.number][0]) == (ListState.CLOSED, Outcome.TRANSFERRED)
    with as_owner():
        assert Disposed.objects.get(dossier__number=scene.number).certificate == slip.number


# The validator leaves the files that it read open.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("form", [BAGIT, EARK])
def test_each_package_is_read_again_by_another_tool(
    cast: Cast, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = old_dossier(cast, "C")
    with as_owner():
        compartment = scene.dossier.compartment_id

    folder = unzipped(scene.number, compartment, form, tmp_path)

    if form == BAGIT:
        assert bagit.Bag(str(folder)).is_valid()
        return
    report = validated(folder, monkeypatch)
    assert report == []
    plain = (folder / "METS.xml").read_text()
    (folder / "METS.xml").write_text(plain.replace("csip:NOTETYPE", "NOTETYPE"))
    assert any("NOTETYPE" in fault and "SIP14" not in fault for fault in validated(folder, monkeypatch))
    (folder / "METS.xml").write_text(plain)
    (folder / "METS.xml").write_text((folder / "METS.xml").read_text().replace("PHYSICAL", "LOGICAL"))
    assert validated(folder, monkeypatch) != []


# The validator asks the network for these published lists when it is imported; the package carries the same files.
def carried(address: str) -> io.BytesIO:
    """The list that the validator wants, from its own package."""
    folder = resources.files("eark_validator.ipxml.resources.vocabs")
    return io.BytesIO(folder.joinpath(address.rsplit("/", 1)[1]).read_bytes())


# Its rule SIP14 reads « NOTETYPE » without its namespace, against the profile beside it (« @csip:NOTETYPE »); a
# package written for the rule is refused by the schema of METS: nothing can satisfy both.
BROKEN = {"SIP14"}


def validated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(urllib.request, "urlopen", carried)
    from eark_validator.model import Severity
    from eark_validator.packages import PackageValidator

    found = PackageValidator(folder).validation_report
    faults = [str(fault.message) for fault in found.structure.messages if fault.severity == Severity.ERROR]
    for results in (found.metadata.schema_results, found.metadata.schematron_results):
        errors = [
            one for one in results.messages if one.severity == Severity.ERROR and one.rule_id not in BROKEN
        ]
        faults += [f"{one.rule_id}: {one.message}" for one in errors]
    return faults
