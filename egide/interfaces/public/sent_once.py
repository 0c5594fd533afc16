"""One key for each form shown: signed, bound to the browser that it was shown to, it travels in the form itself.

Serves whoever sends, goes back and sends again: the receipt of the first sending answers (platform/sendings). Somebody
else who holds the key is shown that receipt and nothing more: a new secret is for the browser of the form only.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.middleware.csrf import get_token

from egide.platform.sendings.remembering import Sending

# What the address of a receipt says besides, when the form had been sent before.
AGAIN = "?deja=1"
_SIGNER = Signer(salt="egide.public.form")
_MARK = 16  # characters


def new_key(request: HttpRequest) -> str:
    """Will draw the key of a form about to be shown to this browser."""
    return _SIGNER.sign(f"{secrets.token_urlsafe(18)}.{_mark(request)}")


def genuine(key: str) -> bool:
    """Will tell whether we drew this key."""
    return bool(_read(key))


def kept_as(key: str) -> str:
    """Will return what is kept of a key, which leads back to nothing; empty for a key that we did not draw."""
    return hashlib.sha256(key.encode()).hexdigest() if genuine(key) else ""


def same_browser(request: HttpRequest, key: str) -> bool:
    """Will tell whether the form of this key was shown to this very browser."""
    return hmac.compare_digest(_read(key).rpartition(".")[2], _mark(request))


def sending_of(request: HttpRequest, given: Mapping[str, Any]) -> Sending:
    """Will say what identifies this sending: its key, its words and its files, of this form and this browser."""
    key = given["form_key"]
    if not genuine(key):
        return Sending(key="")
    typed = {name: str(said) for name, said in given.items() if name not in ("form_key", "attachments")}
    words = json.dumps([request.path, _mark(request), typed], sort_keys=True)
    return Sending(key=kept_as(key), words=_digest(words), files=_files(given.get("attachments") or ()))


def sent_before(request: HttpRequest) -> bool:
    """Will tell a receipt's page that the form had been sent before."""
    return "deja" in request.GET


def _files(files: Iterable[UploadedFile]) -> str:
    named = [(file.name or "", file.size) for file in files]
    return _digest(json.dumps(named)) if named else ""


def _read(key: str) -> str:
    try:
        return _SIGNER.unsign(key)
    except BadSignature:
        return ""


def _mark(request: HttpRequest) -> str:
    # What every browser that sends a form holds, and shows to no page: its forgery cookie.
    get_token(request)
    return _digest(request.META["CSRF_COOKIE"])[:_MARK]


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(errors="replace"), "sha256").hexdigest()
