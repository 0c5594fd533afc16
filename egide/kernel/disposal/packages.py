"""The package of one dossier for the archives: a BagIt bag by default, an E-ARK SIP as an option, as one ZIP.

Written as the scheduler, who reads every dossier of the list’s compartment, whoever asks; checked, then handed.
"""

import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO

from egide.kernel.disposal.eark import write_sip
from egide.kernel.exports.bag.packing import pack
from egide.platform.accounts.actors import service

BAGIT, EARK = "bagit", "eark"
FORMS = ((BAGIT, "Sac BagIt (RFC 8493)"), (EARK, "E-ARK SIP (METS)"))


def write_package(*, number: str, compartment_id: int, form: str, target: IO[bytes], now: datetime) -> str:
    """Will write the package into `target`, and return its file name.

    :raises NotVisible: no such dossier there. :raises BagNotValid: what was written does not hold.
    """
    actor = service("scheduler", compartment_id=compartment_id)
    with tempfile.TemporaryDirectory(prefix="egide-versement-") as folder:
        packed = pack(number=number, actor=actor, folder=folder, now=now, policy=False)
        if form == BAGIT:
            packed.zip_to(target, now=now)
            return f"{packed.name}.zip"
        sip = write_sip(bag=packed.folder, into=Path(folder), number=number, now=now)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(sip.rglob("*")):
                if path.is_file():
                    archive.write(path, f"{sip.name}/{path.relative_to(sip).as_posix()}")
        return f"{sip.name}.zip"
