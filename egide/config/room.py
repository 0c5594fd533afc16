"""Room on the interpreter's stack for a whole page, taken at once when the page begins.

CPython keeps the frames of calls in pieces of 16 kB, each asked of the system when a call crosses the end of the one
before and given back when that call returns. A page's hundred components, drawn right there, cross it a hundred times:
up to a millisecond and a half of a page of four, by the chance of how deep they stand. One frame which says that it
needs much makes one large piece, in which everything that the page calls then stands.
"""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# In places of eight bytes. A piece doubles until the frame fits: 256 kB and a little make 512, of which the page has
# half; the deepest of them uses a tenth. What nothing writes in takes no memory.
_PLACES = 33_000


def with_room(application: Application) -> Application:
    """Will return the application, each of its pages made in one piece of stack."""

    def roomy(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return application(environ, start_response)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=_PLACES)
    return roomy
