"""The views that are not registered through `page()`, each with its reason: the list is exhaustive.

The walk of the addresses fails on any other view without a declared action.
"""

UNPAGED: tuple[tuple[str, str], ...] = (
    ("allauth.", "sign-in, second factor and sessions: the library's own views, before there is an actor"),
    ("egide.platform.accounts.views.", "sign-in surroundings: they act on the signed-in account only"),
    ("egide.ui.", "the component gallery and the theme switch: no data of the house"),
    ("egide.platform.errors.", "health check and error pages: no data of the house"),
    (
        "egide.interfaces.staff.tus.",
        "files sent in parts: the tus protocol's methods and codes; same session, CSRF proof, actor, walls and gate",
    ),
    (
        "egide.interfaces.webdav.",
        "a document open in a word processor: OPTIONS, GET, HEAD, PROPFIND, PUT, LOCK, UNLOCK, PROPPATCH, MKCOL, "
        "DELETE, COPY and MOVE come from a program that has no session; the address is a secret of one person for "
        "one document, then the same actor, walls, gate and journal as a page",
    ),
)


def is_unpaged(view_path: str) -> bool:
    """Will tell whether a view's dotted path is among the declared exceptions."""
    return any(view_path.startswith(prefix) for prefix, _ in UNPAGED)
