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
from egide.kernel.passes.secrets import digest, grouped, new_secret

# Fields that only an approval fills; until then the text keeps their name, and a preview says so.
LATE, LATE_ANSWER = "code_suivi", "code_reponse"
LATE_FIELD = re.compile(r"\{\{\s*(" + LATE + "|" + LATE_ANSWER + r")\s*\}\}")
IN_PREVIEW = "(code inscrit à l’approbation)"
# What travels by e-mail names the link that the person has: a secret on a page is copied with the page.
BY_EMAIL = {LATE: "de votre lien de suivi", LATE_ANSWER: "de votre lien de réponse"}


def late_fields() -> dict[str, str]:
    """Will return the fields that stay as they are in a draft, and the addresses where their codes are typed."""
    fields = {name: "{{ " + name + " }}" for name in (LATE, LATE_ANSWER)}
    return fields | {"lien_suivi": public_url("/suivi/"), "lien_reponse": public_url("/reponse/")}


def answered_by_link(dossier: Dossier, letter: Letter) -> bool:
    """Will tell whether the reader of this letter may answer it by a one-use link."""
    declared = registry.module_of_kind(dossier.kind).letter(letter.template)
    return declared.answered_by_link or declared.recipient == "order"


def previewed(text: str) -> str:
    """Will return the text as a preview shows it: no code exists yet."""
    return LATE_FIELD.sub(IN_PREVIEW, text)


def draws_codes(letter: Letter) -> bool:
    """Will tell whether the approval of this letter makes codes, which only its page will know."""
    return letter.delivery == Delivery.POST and LATE_FIELD.search(letter.body) is not None


def printed_text(*, dossier: Dossier, letter: Letter, actor_code: str, now: datetime) -> str:
    """Will return the body as it is signed: the codes, drawn now, stand where the text asks for them.

    Only a page that leaves by the post carries a code. A code to answer waits for the document that it opens:
    see `keep_answer_code`. Nobody can read a code anywhere but on the page.
    """
    asked = set(LATE_FIELD.findall(letter.body))
    if not asked:
        return letter.body
    if letter.delivery != Delivery.POST:
        return LATE_FIELD.sub(lambda found: BY_EMAIL[found[1]], letter.body)
    codes = {}
    if LATE in asked:
        issued = issue_pass(
            dossier=dossier, party=letter.recipient, purpose=Purpose.FOLLOW_UP, actor_code=actor_code, now=now
        )
        letter.printed_passes = [*letter.printed_passes, _rank(dossier, issued)]
        codes[LATE] = issued.code
    if LATE_ANSWER in asked:
        letter.answer_secret = new_secret()  # type: ignore[attr-defined]
        codes[LATE_ANSWER] = grouped(letter.answer_secret)  # type: ignore[attr-defined]
    # Hyphens that do not break: a code cut at the end of a line is copied wrong.
    return LATE_FIELD.sub(lambda found: codes[found[1]].replace("-", "\u2011"), letter.body)


def answers(letter: Letter) -> bool:
    """Will tell whether `printed_text` has just drawn a code that answers this letter."""
    return bool(getattr(letter, "answer_secret", ""))


def keep_answer_code(*, dossier: Dossier, letter: Letter, actor_code: str, now: datetime) -> None:
    """Will make the code that the page prints, if any, answer this letter once: its document now exists."""
    secret: str = getattr(letter, "answer_secret", "")
    if not secret:
        return
    assert letter.version is not None
    issued = issue_pass(
        dossier=dossier,
        party=letter.recipient,
        purpose=Purpose.ANSWER,
        document_rank=letter.version.document.rank,
        secret=secret,
        actor_code=actor_code,
        now=now,
    )
    letter.printed_passes = [*letter.printed_passes, _rank(dossier, issued)]


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
