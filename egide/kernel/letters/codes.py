"""The secrets that a letter carries: the link of its e-mail, and the codes that its printed page shows.

A code is drawn when the approval makes the page, so that the letter's text never holds it; it falls with the
approval. Only the hash of a secret is kept (kernel/passes).
"""

import re
from datetime import datetime

from django.conf import settings

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Delivery, Letter
from egide.kernel.passes.actions import IssuedPass, Purpose, issue_pass, revoke_pass
from egide.kernel.passes.models import Pass
from egide.kernel.passes.secrets import digest

# Fields that only an approval fills; until then the text keeps their name, and a preview says so.
LATE = "code_suivi"
LATE_FIELD = re.compile(r"\{\{\s*" + LATE + r"\s*\}\}")
IN_PREVIEW = "(code inscrit à l’approbation)"
# What travels by e-mail names the link that the person has: a secret on a page is copied with the page.
BY_EMAIL = "de votre lien de suivi"


def late_fields() -> dict[str, str]:
    """Will return the field that stays as it is in a draft, and the address where its code is typed."""
    return {LATE: "{{ " + LATE + " }}", "lien_suivi": public_url("/suivi/")}


def answered_by_link(dossier: Dossier, letter: Letter) -> bool:
    """Will tell whether the reader of this letter may answer it by a one-use link."""
    declared = registry.module_of_kind(dossier.kind).letter(letter.template)
    return declared.answered_by_link or declared.recipient == "order"


def previewed(text: str) -> str:
    """Will return the text as a preview shows it: no code exists yet."""
    return LATE_FIELD.sub(IN_PREVIEW, text)


def printed_text(*, dossier: Dossier, letter: Letter, actor_code: str, now: datetime) -> str:
    """Will return the body as it is signed: a follow-up code, drawn now, stands where the text asks for one.

    Only a page that leaves by the post carries a code.

    The letter notes which pass it is; nobody can read the code anywhere but on the page.
    """
    if not LATE_FIELD.search(letter.body):
        return letter.body
    if letter.delivery != Delivery.POST:
        return LATE_FIELD.sub(BY_EMAIL, letter.body)
    issued = issue_pass(
        dossier=dossier, party=letter.recipient, purpose=Purpose.FOLLOW_UP, actor_code=actor_code, now=now
    )
    letter.printed_passes = [*letter.printed_passes, _rank(dossier, issued)]
    # Hyphens that do not break: a code cut at the end of a line is copied wrong.
    return LATE_FIELD.sub(issued.code.replace("-", "\u2011"), letter.body)


def revoke_codes(*, dossier: Dossier, letter: Letter, now: datetime) -> None:
    """Will close the codes of a page that nobody will receive."""
    for row in Pass.objects.filter(dossier_id=dossier.pk, rank__in=letter.printed_passes).order_by("rank"):
        revoke_pass(row=row, now=now)
    letter.printed_passes = []


def reading_url(*, dossier: Dossier, letter: Letter, actor_code: str, now: datetime) -> str:
    """Will issue the link that reads this one letter, and return its whole address."""
    return _url(dossier, letter, Purpose.READ, actor_code, now)


def answer_url(*, dossier: Dossier, letter: Letter, actor_code: str, now: datetime) -> str:
    """Will issue the one-use link that reads and answers this letter, and return its whole address."""
    return _url(dossier, letter, Purpose.ANSWER, actor_code, now)


def public_url(path: str) -> str:
    """Will return the whole address of a page of the public site."""
    return settings.PUBLIC_URL.rstrip("/") + path


def _url(dossier: Dossier, letter: Letter, purpose: Purpose, actor_code: str, now: datetime) -> str:
    assert letter.version is not None
    issued = issue_pass(
        dossier=dossier,
        party=letter.recipient,
        purpose=purpose,
        document_rank=letter.version.document.rank,
        actor_code=actor_code,
        now=now,
    )
    return public_url(issued.url_path)


def _rank(dossier: Dossier, issued: IssuedPass) -> int:
    row = Pass.objects.get(dossier_id=dossier.pk, secret_sha256=digest(issued.secret))
    assert row.rank is not None  # a pass of a dossier has one
    return row.rank
