"""An older system brought in, in the demonstration: committees exported from FileMaker, one line that does not fit.

By the real plan, the real run and its reconciliation.
"""

import tempfile
from datetime import timedelta
from pathlib import Path

from egide.interfaces.demo.play import Stage
from egide.kernel.imports.plan import read_plan
from egide.kernel.imports.running import run_import

AGO = timedelta(days=18)
LINES = (
    ("14", "Comité de révision des formulaires", "1130", "Interv.", "12/03/2019", "28/06/2024", "14/mandat.txt\v14/rapport.txt"),  # noqa: E501
    ("27", "Comité des communications", "1130", "Interv.", "05/10/2021", "", "27/mandat.txt"),
    ("31", "Réaménagement de la salle de lecture", "1300", "Interv.", "17/01/2022", "", ""),
    ("32", "Groupe de travail sur les archives", "1130", "Bibliothèque", "02/02/2022", "", ""),
)  # fmt: skip
FILES = {
    "14/mandat.txt": "Mandat : revoir les formulaires que le public remplit, et leurs mots.",
    "14/rapport.txt": "Rapport : onze formulaires revus, quatre retirés. Le comité a terminé ses travaux.",
    "27/mandat.txt": "Mandat : proposer un plan de communication pour trois ans.",
}
PLAN = """
source = "filemaker-comites"
target = "files"
compartment = "office"
[list]
format = "csv"
path = "comites.csv"
encoding = "mac_roman"
separator = ","
columns = ["No", "Objet", "Classe", "Service", "Ouverture", "Fermeture", "Pièces"]
[columns]
number = "No"
title = "Objet"
class = "Classe"
unit = "Service"
received_on = "Ouverture"
closed_on = "Fermeture"
files = "Pièces"
[fixed]
template = "committee"
[words.unit]
"Interv." = "interventions"
[dates]
formats = ["%d/%m/%Y"]
[files]
root = "pieces"
separator = "\\n"
[numbers]
prefix = "FM-"
label = "Ancien numéro (FileMaker)"
"""


def fill(stage: Stage) -> None:
    """Will take the committees in as the archivist."""
    with tempfile.TemporaryDirectory(prefix="egide-reprise-") as place:
        folder = Path(place)
        for path, text in FILES.items():
            target = folder / "pieces" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        rows = (",".join(f'"{cell}"' for cell in line) for line in LINES)
        (folder / "comites.csv").write_bytes(("\r".join(rows) + "\r").encode("mac_roman"))
        (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
        run_import(
            read_plan(folder / "plan.toml"),
            actor=stage.actor("rene"),
            clock=lambda: stage.now - AGO,
            progress=lambda done, total: None,
        )
