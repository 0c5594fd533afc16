"""What the person had typed, given back on the error page so that it can be read again and copied.

Passwords, codes and the form's own machinery are left out; files cannot be given back by any browser.
"""

import re
from dataclasses import dataclass

from django.http import HttpRequest

from egide.platform.errors.labels import labels_for

LONGEST, MOST = 20_000, 40
_SECRET = re.compile(r"pass|secret|token|code|otp|credential|key|jeton|mot_de_passe", re.IGNORECASE)
_MACHINERY = frozenset({"csrfmiddlewaretoken", "version", "seen", "next", "step", "go", "review", "theme"})
# The value of a radio button or of a list: an identifier, not something that the person wrote.
_IDENTIFIER = re.compile(r"[a-z]+(_[a-z]+)+|\d{1,3}")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One answer as it was sent."""

    label: str
    text: str
    name: str = ""

    @property
    def rows(self) -> int:
        """Lines of the box that shows it."""
        return min(12, max(2, len(self.text) // 70 + self.text.count("\n") + 1))


def typed_by(request: HttpRequest) -> tuple[Typed, ...]:
    """Will return the answers that the request carried, in their order; nothing when it is unreadable."""
    if request.method != "POST":
        return ()
    try:
        sent = list(request.POST.items())
    except Exception:  # whatever made the body unreadable is already being told
        return ()
    kept = [(name, str(value)) for name, value in sent if _worth_showing(name, str(value))]
    labels = labels_for(request)
    return tuple(
        Typed(label=labels.get(name) or _unnamed(name), text=text[:LONGEST], name=name)
        for name, text in kept[:MOST]
    )


def _worth_showing(name: str, text: str) -> bool:
    machinery = name in _MACHINERY or name.startswith("_") or _SECRET.search(name)
    return bool(text.strip()) and not machinery and not _IDENTIFIER.fullmatch(text)


def _unnamed(name: str) -> str:
    return f"Champ «\u00a0{name[:60].replace('_', ' ')}\u00a0»"
