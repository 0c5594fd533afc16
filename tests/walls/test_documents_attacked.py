"""What was tried against uploads, and against whoever writes the scheme and the schedule, and worked once.

What always held is tested beside each screen.
"""

import base64
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models import Plan, Schedule
from egide.kernel.records.plan_writing import adopt_plan, begin_plan, remove_class
from egide.kernel.records.schedule_writing import (
    Approval,
    approve_schedule,
    begin_schedule,
    keep_rule,
    submit_schedule,
)
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import client_of
from tests.kernel.records.making import changed, loaded, rule

pytestmark = pytest.mark.usefixtures("clock")

TUS: dict[str, Any] = {
    "HTTP_TUS_RESUMABLE": "1.0.0",
    "HTTP_UPLOAD_LENGTH": "10",
    "content_type": "application/offset+octet-stream",
}


NUL = base64.b64encode(b"a\x00b").decode()
ANNOUNCED = (
    {"HTTP_UPLOAD_METADATA": "filename \xe9\xb2"},
    {"HTTP_UPLOAD_METADATA": f"filename {NUL},title {NUL},fingerprint {NUL}"},
    {"HTTP_UPLOAD_LENGTH": "\xb2\xb3"},
    {"HTTP_UPLOAD_LENGTH": "-1"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "\xe9"},
)
SENT = (
    {"HTTP_UPLOAD_CHECKSUM": "sha256 \xe9\xe9"},
    {"HTTP_UPLOAD_CHECKSUM": "\xe9"},
    {"HTTP_UPLOAD_OFFSET": "\xb2"},
    {"CONTENT_LENGTH": "x"},
    {"CONTENT_LENGTH": "-5"},
)


def test_a_header_that_is_no_ascii_nor_a_number_meets_a_sentence(
    nadia: Client, dossier: Dossier, settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_SPOOL = str(tmp_path)
    here = f"/envois/vers/{dossier.number}/"
    for headers in ANNOUNCED:
        assert nadia.post(here, **(TUS | headers)).status_code < 500, headers
    url = nadia.post(here, **TUS).headers["Location"]

    for headers in SENT:
        answer = nadia.patch(url, b"abc", **({"HTTP_UPLOAD_OFFSET": "0"} | TUS | headers))
        assert answer.status_code == 400, headers


ADDRESSES = (
    "papier/boites/BTE%00/", "papier/tablettes/%00/", "papier/prets/%00/1/", "papier/prets/INT/99999999999999999999/",
    "papier/verifications/99999999999999999999/", "papier/?apres=%00&q=%00&voir=%00", "papier/?voir=prets&apres=%00.²",
    "numerisation/lots/%00/", "numerisation/?apres=%00&voir=%00", "numerisation/lots/x/pieces/99999999999999999999/image/",  # noqa: E501
    "numeriseur/?etat=%00", "numeriseur/feuille/?copies=%C2%B2", "numeriseur/feuille/?copies=-1",
    "plan/99999999999999999999/", "plan/1/classe/%00/", "calendrier/99999999999999999999/effets/",
    "calendrier/1/regle/%00/", "calendrier/1/comparer/99999999999999999999/",
)  # fmt: skip


def test_hostile_words_in_the_addresses_of_the_records_office_meet_a_page(cast: Cast) -> None:
    for who in ("bruno", "rene"):
        client = client_of(cast.user(who))
        assert [a for a in ADDRESSES if client.get(f"/archives/{a}").status_code >= 500] == []


def test_whoever_wrote_some_of_a_version_does_not_approve_it(cast: Cast) -> None:
    loaded(now=NOW)
    approval = Approval(number="2026-1", approved_on=TODAY, effective_on=TODAY, signed_as="Marc Gagnon")
    with acting_as(cast.actor("rene")) as rene:
        schedule = begin_schedule(actor=rene, reference="", note="", now=NOW)
        plan = begin_plan(actor=rene, note="", now=NOW)
    with acting_as(cast.actor("marc")) as marc:
        keep_rule(actor=marc, schedule=schedule, text=changed(rule("6200")), known="6200", now=NOW)
        remove_class(actor=marc, plan=plan, code=plan.classes.order_by("-level")[0].code, now=NOW)
        submit_schedule(actor=marc, schedule=schedule, signed_as="Marc Gagnon", now=NOW)

        with pytest.raises(Refused, match="celles qui ont écrit"):
            approve_schedule(actor=marc, schedule=schedule, approval=approval, now=NOW)
        with pytest.raises(Refused, match="celles qui l’ont écrit"):
            adopt_plan(actor=marc, plan=plan, effective_on=TODAY, signed_as="Marc Gagnon", now=NOW)
    adopted = {"approved_by": marc.code, "approved_at": NOW, "effective_on": TODAY}
    with as_owner():
        with pytest.raises(IntegrityError, match="another_hand"), transaction.atomic():
            Schedule.objects.filter(pk=schedule.pk).update(state="approved", approved_on=TODAY, **adopted)
        with pytest.raises(IntegrityError, match="another_hand"), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(state="in_force", **adopted)


def test_a_mistyped_year_does_not_close_every_later_version(cast: Cast) -> None:
    loaded(now=NOW)
    with acting_as(cast.actor("rene")) as rene:
        plan = begin_plan(actor=rene, note="", now=NOW)
    far = TODAY.replace(year=2206)
    with acting_as(cast.actor("marc")) as marc, pytest.raises(Refused, match="vérifiez l’année"):
        adopt_plan(actor=marc, plan=plan, effective_on=far, signed_as="Marc Gagnon", now=NOW)
