"""What the mail leaves in a compartment, for the house to attack: pieces, a file, a step, an e-mail, a flag."""

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import ConflictFlag
from egide.modules.correspondence.models import Mailbox, MailFile, MailPiece, PieceStep, ReceivedEmail
from egide.platform.storage.models import StoredObject
from tests.cast import NOW, TODAY
from tests.walls.planted import FIRST, word


def plant_mail(dossier: Dossier, stored: StoredObject, code: str) -> None:
    """A piece of mail that waits with its file, one that became the dossier, and a flag that was looked at."""
    place = {"compartment_id": dossier.compartment_id}
    entered = {
        **place,
        "medium": "post",
        "site_id": dossier.site_id,
        "received_on": TODAY,
        "entered_at": NOW,
        "entered_by": word(code),
        "sender": word(code),
    }
    piece = MailPiece.objects.create(**entered, number=f"COR-{NOW.year}-{FIRST[code]}")
    became = MailPiece.objects.create(
        **entered, number=f"COR-{NOW.year}-{FIRST[code] + 1}", fate="opened", dossier=dossier
    )
    MailFile.objects.create(**place, piece=piece, stored=stored, rank=1)
    PieceStep.objects.create(
        **place,
        piece=became,
        rank=1,
        code="filed",
        at=NOW,
        by=word(code),
        by_name=word(code),
        text=word(code),
    )
    box = Mailbox.objects.create(
        code=f"boite-{code}",
        name=f"Boîte {code}",
        address=f"{code}@office.example",
        host="imap.office.example",
        account=code,
        secret="BOITE",
        unit_id=dossier.unit_id,
    )
    ReceivedEmail.objects.create(
        **place,
        mailbox=box,
        uid_validity=1,
        uid=1,
        stored=stored,
        arrived_at=NOW,
        taken_at=NOW,
        became="piece",
        piece=became,
        detail=word(code),
    )
    ConflictFlag.objects.create(
        **place,
        dossier=dossier,
        user_id=dossier.assignee_id,
        basis="surname",
        decision="cleared",
        reason=word(code),
        decided_by=word(code),
        decided_at=NOW,
    )
