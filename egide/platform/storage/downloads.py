"""The answer that carries a stored file to a browser: always a download, never a page of ours.

The bytes come from anyone, so the browser is told not to guess, not to run and not to keep them.
"""

from urllib.parse import quote

from django.http import StreamingHttpResponse

from egide.platform.storage.media import OCTETS, OFFERED, TEXT
from egide.platform.storage.models import StoredObject
from egide.platform.storage.names import clean_name
from egide.platform.storage.store import PlainStream

# RFC 8187 attr-char: what may stand unquoted in filename*.
_PLAIN = "!#$&+-.^_`|~"
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def content_disposition(file_name: str) -> str:
    """Will return an RFC 6266 header value: an ASCII name for old clients, the true one for the others."""
    name = clean_name(file_name)
    simple = "".join(c if " " <= c <= "~" and c not in '"\\%' else "_" for c in name)
    return f"attachment; filename=\"{simple}\"; filename*=UTF-8''{quote(name, safe=_PLAIN)}"


def offered_type(media_type: str) -> str:
    """Will return the type to announce: one of the safe list, else application/octet-stream."""
    if media_type not in OFFERED:
        return OCTETS
    return f"{media_type}; charset=utf-8" if media_type == TEXT else media_type


def download(*, stored: StoredObject, stream: PlainStream) -> StreamingHttpResponse:
    """Will return the response, which closes `stream`; its length lets a browser notice a broken end."""
    response = StreamingHttpResponse(
        stream, content_type=offered_type(stored.media_type), headers=SAFE_HEADERS
    )
    response["Content-Disposition"] = content_disposition(stored.file_name)
    response["Content-Length"] = str(stream.size)
    return response
