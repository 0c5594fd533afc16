"""Documents of several kinds in one dossier, for the worker to read once the demonstration runs.

A scanned letter, a Word file, an e-mail with its attachments, a locked PDF; made here, never received.
"""

import io
import zipfile
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pikepdf
import typst

from egide.interfaces.demo.play import Stage
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as

SCAN_DPI = 150.0
LETTER = (
    "Sherbrooke, le 3 du mois",
    "À qui de droit,",
    "J’ai demandé trois fois le relevé de mes honoraires. La professionnelle m’a répondu par téléphone qu’elle "
    "n’en tenait pas. Je joins mes reçus et la copie de ma dernière mise en demeure.",
    "Espérant une réponse, je vous prie d’agréer mes salutations.",
)
WORD = (
    "Chronologie des faits",
    "Première rencontre au bureau de la professionnelle, sans mandat écrit.",
    "Deuxième rencontre\u00a0: remise d’un dépôt de 450\u00a0$, sans reçu.",
    "Appel du 12\u00a0: l’adjointe confirme que le dossier a été égaré.",
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def fill(stage: Stage) -> None:
    """Will add the four documents to the newest open dossier of the analyst; the worker reads them."""
    at = stage.now - timedelta(hours=3)
    with acting_as(stage.actor("nadia")) as nadia:
        mine = Dossier.objects.filter(kind="intervention_request", closed_on=None, assignee_id=nadia.user_id)
        dossier = mine.select_for_update(of=("self",)).order_by("-received_at", "-pk").first()
        if dossier is None:
            return
        files = {
            "Lettre numérisée.png": _scan(),
            "Chronologie des faits.docx": _word(),
            "Courriel de la cliente.eml": _email(),
            "Relevé protégé.pdf": _locked(),
        }
        for name, content in files.items():
            add_document(
                dossier=dossier,
                title=name.rpartition(".")[0],
                origin=Origin.RECEIVED,
                stream=[content],
                file_name=name,
                actor_code=nadia.code,
                now=at,
            )


def _page(paragraphs: tuple[str, ...]) -> bytes:
    body = "\n\n".join(paragraph.replace("$", "\\$") for paragraph in paragraphs)
    head = '#set page(paper: "us-letter", margin: 1in)\n#set text(size: 13pt, lang: "fr")\n'
    return f"{head}{body}".encode()


def _scan() -> bytes:
    return bytes(typst.compile(_page(LETTER), format="png", ppi=SCAN_DPI))


def _word() -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in WORD)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _email() -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Ginette Fortin <ginette.fortin@exemple.example>"
    message["To"] = "demandes@office.example"
    message["Subject"] = "Mes reçus et ma mise en demeure"
    message["Date"] = "Mon, 02 Nov 2026 20:41:00 -0500"
    message["Message-ID"] = "<recus@exemple.example>"
    message.set_content(
        "Bonjour,\n\nVoici les pièces promises. Le reçu de mars est illisible, désolée.\n\nG. Fortin"
    )
    for name, words in (
        ("Mise en demeure.pdf", "Mise en demeure\u00a0: remettez-moi mon dossier et mes honoraires."),
        ("Reçu de février.pdf", "Reçu de 150\u00a0$ pour la consultation du 9 février."),
    ):
        content = bytes(typst.compile(_page((words,))))
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(typst.compile(_page(("Relevé de compte.",)))))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="office", user="mot-de-passe", R=6))
    return out.getvalue()
