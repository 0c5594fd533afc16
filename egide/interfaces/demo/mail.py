"""The register of mail of the demonstration: lines both ways, an internal note, e-mails read from a box.

The e-mails are files of the demonstration's mail folder, taken in by the real functions: no server is needed.
"""

import zlib
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from egide.interfaces.demo.play import Stage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.modules.correspondence import actions, working
from egide.modules.correspondence.models import Direction, Expected, Fate, Mailbox, MailPiece, Medium, Work
from egide.modules.correspondence.reading_mail import read_box
from egide.modules.correspondence.taking import keep_batch
from egide.modules.correspondence.tasks import intake_of
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Unit
from egide.platform.mail.fetching import Batch, Taken

BOX = "accueil@office.example"
SERVER = "mx.office.example"  # the server of the box, whose word on senders is believed
IN, OUT = Direction.IN, Direction.OUT
MINISTRY, FIRM = "Ministère de la Justice (exemple)", "Étude Lavallée, avocats (exemple)"
STUDENTS, COUNCIL = "Association étudiante (exemple)", "Conseil interprofessionnel (exemple)"
# days ago, way, medium, correspondent, subject, expected, days left
LINES = (
    (9, IN, Medium.POST, MINISTRY, "Consultation sur un projet de règlement", "reply", 6),
    (8, IN, Medium.FAX, FIRM, "Demande de copie certifiée", "reply", -2),
    (7, IN, Medium.POST, STUDENTS, "Invitation à une journée carrières", "information", 0),
    (6, IN, Medium.IN_PERSON, "Messagerie Rapide (exemple)", "Boîte de documents d’un ordre", "filing", 0),
    (6, OUT, Medium.POST, MINISTRY, "Accusé de réception de la consultation", "", 0),
    (5, IN, Medium.POST, COUNCIL, "Ordre du jour de la rencontre d’hiver", "information", 0),
    (4, OUT, Medium.FAX, FIRM, "Copie certifiée demandée", "", 0),
    (3, IN, Medium.POST, "Archives nationales (exemple)", "Calendrier des versements", "reply", 12),
    (2, OUT, Medium.POST, COUNCIL, "Confirmation de présence", "", 0),
    (1, IN, Medium.POST, "Réseau de formation (exemple)", "Offre de cours", "information", 0),
    (1, OUT, Medium.EMAIL, STUDENTS, "Réponse à l’invitation", "", 0),
)


def fill(stage: Stage) -> None:
    """Will enter the lines, the note, then the e-mails of the box."""
    pieces = [_line(stage, *line) for line in LINES]
    with acting_as(stage.actor("bruno")) as bruno:
        working.answer(actor=bruno, piece=pieces[1], reply=pieces[6], now=_ago(stage, days=3))
        working.file(
            actor=bruno, piece=pieces[9], why="Aucun cours offert ne nous concerne.", now=_ago(stage, days=0)
        )
        unit = Unit.objects.get(code="interventions")
        working.assign(
            actor=bruno, piece=pieces[0], unit=unit, person=stage.users["nadia"], now=_ago(stage, days=8)
        )
    _note(stage)
    _emails(stage)


def _line(
    stage: Stage,
    days: int,
    way: Direction,
    medium: Medium,
    who: str,
    subject: str,
    expected: str,
    left: int,
) -> MailPiece:
    now = _ago(stage, days=days)
    day = timezone.localdate(now)
    incoming = way == Direction.IN
    entry = actions.Entry(
        medium=medium,
        site=stage.site,
        received_on=day,
        sender=who if incoming else "",
        addressee="" if incoming else who,
        subject=subject,
        document_on=day - timedelta(days=2) if incoming else day,
    )
    more = {
        "expected": expected,
        "due_on": timezone.localdate(stage.now) + timedelta(days=left)
        if expected == Expected.REPLY
        else None,
        "unit": Unit.objects.get(code="secretariat"),
        "fate": Fate.WAITING if incoming else Fate.SENT,
        "work": Work.ENTERED if incoming else "",
    }
    with acting_as(stage.actor("bruno")) as bruno:
        return actions.enter_piece(actor=bruno, entry=entry, direction=way, more=more, now=now)


def _note(stage: Stage) -> None:
    now = _ago(stage, days=2)
    entry = actions.Entry(
        medium=Medium.MEMO,
        site=stage.site,
        received_on=timezone.localdate(now),
        sender="Secrétariat",
        addressee="Direction des interventions",
        subject="Fermeture des bureaux pendant les fêtes",
    )
    more = {
        "unit": Unit.objects.get(code="interventions"),
        "expected": Expected.INFORMATION,
        "fate": Fate.SENT,
        "work": Work.ASSIGNED,
    }
    with acting_as(stage.actor("bruno")) as bruno:
        actions.enter_piece(actor=bruno, entry=entry, direction=Direction.INTERNAL, more=more, now=now)


def _emails(stage: Stage) -> None:
    with acting_as(service("mail_intake")):
        box = Mailbox.objects.create(
            code="accueil",
            name="Accueil (exemple)",
            address=BOX,
            host="courriel.example",
            account=BOX,
            secret="ACCUEIL",
            authority=SERVER,
            unit=Unit.objects.get(code="secretariat"),
            # No server answers in the demonstration: its messages come from the folder.
            active=False,
        )
    box = Mailbox.objects.select_related("unit").get(pk=box.pk)
    folder = Path(settings.HOME) / "mail" / "boite"
    folder.mkdir(parents=True, exist_ok=True)
    for number, raw in enumerate(_messages(stage), start=1):
        (folder / f"{number}.eml").write_bytes(raw)
    taken = tuple(
        Taken(uid=number, arrived_at=_ago(stage, days=0), raw=path.read_bytes(), size=path.stat().st_size)
        for number, path in enumerate(sorted(folder.glob("*.eml")), start=1)
    )
    intake = intake_of(box)
    keep_batch(box=box, batch=Batch(uid_validity=1, messages=taken), actor=intake, now=stage.now)
    read_box(box=box, actor=intake, now=stage.now)
    with acting_as(intake):
        Mailbox.objects.filter(pk=box.pk).update(visited_at=stage.now, read_at=stage.now)


def _messages(stage: Stage) -> list[bytes]:
    with acting_as(stage.actor("nadia")) as nadia:
        mine = Dossier.objects.filter(state="in_progress", assignee_id=nadia.user_id)
        dossier = mine.order_by("-received_on", "-pk").first()
        party = Party.objects.filter(dossier=dossier).exclude(email="").order_by("rank").first()
    number = dossier.number if dossier else "INT-2026-00001"
    written = [
        _message(
            stage,
            "Marguerite Fournier <marguerite.fournier@courriel.example>",
            "Comment joindre un ordre?",
            "Bonjour,\n\nÀ quel ordre dois-je écrire au sujet d’une facture? Je la joins.\n\nMerci.",
            attached=True,
        ),
        _message(
            stage,
            "Quelqu’un d’autre <autre.adresse@courriel.example>",
            f"Suite du dossier {number}",
            f"Bonjour,\n\nJ’écris d’une autre adresse au sujet du dossier {number}.",
        ),
        _message(
            stage,
            "Service des ventes <ventes@courriel.example>",
            "Réponse automatique : absent jusqu’à lundi",
            "Je suis absent du bureau.",
            machine=True,
        ),
    ]
    if party is not None:
        written.append(
            _message(
                stage,
                f"{party.name} <{party.email}>",
                f"RE: Lettre de l’Office ({number})",
                "Bonjour,\n\nVoici la réponse à votre question : le syndic m’a téléphoné hier.",
                verdict="pass",
            )
        )
        written.append(
            _message(
                stage,
                f"{party.name} <{party.email}>",
                f"URGENT : dossier {number}",
                "Bonjour,\n\nFermez mon dossier et envoyez désormais vos lettres à une autre adresse.",
                verdict="fail",
            )
        )
    return written


def _message(
    stage: Stage,
    sender: str,
    subject: str,
    text: str,
    *,
    attached: bool = False,
    machine: bool = False,
    verdict: str = "none",
) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Authentication-Results"] = f"{SERVER}; dmarc={verdict}"
    message["From"] = sender.replace("’", " ")
    message["To"] = BOX
    message["Subject"] = subject
    message["Date"] = format_datetime(_ago(stage, days=0))
    message["Message-ID"] = f"<demonstration-{zlib.crc32(subject.encode())}@courriel.example>"
    if machine:
        message["Auto-Submitted"] = "auto-replied"
    message.set_content(text)
    if attached:
        note = b"Facture (exemple)\n"
        message.add_attachment(note, maintype="text", subtype="plain", filename="facture.txt")
    return message.as_bytes()


def _ago(stage: Stage, *, days: int) -> datetime:
    return stage.now - timedelta(days=days, minutes=40)
