"""A request being written: all its answers travel in the page, none is kept on the server.

Serves the form from step to step; a draft is rebuilt from each POST and belongs to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from egide.interfaces.public.consents import CONSENTS
from egide.interfaces.public.sent_once import genuine
from egide.interfaces.public.tidying import tidy

LAST_STEP = 5
EXTRAS = frozenset({"orders", "recourses", "accommodations"})
USUALLY = "self"  # who most people ask for: nobody has to say it
# Every answer that travels, in the order of the steps. Files cannot: a browser sends them once.
ANSWERS = (
    "situation",
    "order",
    "order_slug",
    "mechanism",
    "inquiry_requested_on",
    "syndic_decided_on",
    "more_orders",
    "review_requested",
    "private_complaint",
    "conciliation",
    "other_recourse",
    "summary",
    "wish",
    "title",
    "who",
    "represented",
    "name",
    "signatories",
    "preferred_channel",
    "email",
    "phone",
    "address",
    "accommodations",
    "consent",
)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The answers so far. `removed` names those from which invisible characters were taken away."""

    values: dict[str, str]
    form_key: str
    step: int = 1
    review: bool = False
    removed: frozenset[str] = field(default_factory=frozenset)
    # The extra questions asked for, those that the page showed, and the wording agreed to.
    opened: frozenset[str] = field(default_factory=frozenset)
    laid: str = ""
    consent_version: str = ""


def new_draft(*, form_key: str, **answers: str) -> Draft:
    """Will return a draft under a key of its own, empty but for what is already known."""
    return Draft(values={"who": USUALLY, **answers}, form_key=form_key)


def received(post: Mapping[str, str], *, new_key: str = "") -> Draft:
    """Will rebuild the draft that a page sent; what is missing is empty, what is unknown is ignored.

    `new_key` takes the place of a key that we did not draw.
    """
    tidied = {name: tidy(post.get(name, "")) for name in ANSWERS}
    key = post.get("form_key", "")
    values = {name: answer.text for name, answer in tidied.items()}
    return Draft(
        values={**values, "who": values["who"] or USUALLY},
        removed=frozenset(name for name, answer in tidied.items() if answer.removed),
        form_key=key if genuine(key) else new_key,
        step=step_number(post.get("step", "")) or 1,
        review=post.get("review") == "1",
        opened=EXTRAS & set(post.get("opened", "").split()),
        laid=post.get("laid", ""),
        # A page that names no version was made before there were several: it showed the first.
        consent_version=post.get("consent_version", "") or CONSENTS[0].version,
    )


def step_number(text: str) -> int | None:
    """Will read a step's number, None when it is not one."""
    return int(text) if text in {str(number) for number in range(1, LAST_STEP + 1)} else None
