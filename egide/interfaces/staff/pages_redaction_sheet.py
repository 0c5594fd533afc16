"""One page of a redaction, where zones are drawn: its picture, its zones, its suggestions, the tools.

All SQL for this screen happens here. The script redaction.js only fills the same form as a person without it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from egide.interfaces.staff.addresses import of_dossier, with_query
from egide.interfaces.staff.pages_redaction import address, redaction_crumbs
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.redaction.actions import prepared_by
from egide.kernel.redaction.grounds import BY_CODE, DEFAULT, KEYS, available, label_of
from egide.kernel.redaction.models import Box, BoxOrigin, BoxState, Look, PageLook, Redaction, State
from egide.kernel.redaction.patterns import LABELS, PATTERNS
from egide.kernel.redaction.sizes import page_size
from egide.kernel.redaction.strokes import WORK
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.ui.pages import Badge, Crumb

PREVIEW = "publie"


@dataclass(frozen=True, kw_only=True)
class Zone:
    """One zone as the page draws it and lists it."""

    number: int
    label: str
    ground: str
    words: str
    state: str
    origin: str
    why: str
    x0: str
    y0: str
    width: str
    height: str
    x1: str
    y1: str
    middle_x: str
    middle_y: str
    said: str
    edit: str


@dataclass(frozen=True, kw_only=True)
class GroundChoice:
    """One ground to choose: its key when it has one."""

    code: str
    label: str
    words: str
    key: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class PageLink:
    """One page of the trail of pages: what it is and where it stands."""

    number: int
    url: str
    current: bool
    said: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class KindGroup:
    """The suggestions of one kind that wait in the whole document."""

    kind: str
    label: str
    how_many: int


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was asked, to be shown again."""

    ground: str = ""
    text: str = ""
    corners: tuple[str, str, str, str] = ("", "", "", "")
    error: str = ""
    told: str = ""
    warning: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """The page."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    heading: str
    home: str
    badges: tuple[Badge, ...]
    url: str
    version: int
    page: int
    pages: int
    image: str
    image_said: str
    width: str
    height: str
    preview: bool
    toggle: str
    editable: bool
    reads: bool
    seen: str
    zones: tuple[Zone, ...]
    suggestions: tuple[Zone, ...]
    kinds: tuple[KindGroup, ...]
    grounds: tuple[GroundChoice, ...]
    patterns: tuple[tuple[str, str], ...]
    edited: Zone | None
    typed: Typed
    links: tuple[PageLink, ...]
    previous: str
    following: str
    can_undo: bool


def sheet_page(
    actor: Actor, dossier: Dossier, redaction: Redaction, page: int, *, today: date, preview: bool = False,
    edited: int = 0, typed: Typed | None = None,
) -> SheetPage:  # fmt: skip
    """Will build the page.

    :raises NotVisible: the version has no such page.
    """
    if not 1 <= page <= redaction.pages:
        raise NotVisible
    typed = typed or Typed()
    rank = redaction.document.rank
    url = address("redaction_page", dossier, redaction, rank, page=page)
    width, height = page_size(redaction.version, page)
    boxes = list(
        redaction.boxes.filter(state__in=(BoxState.ACCEPTED, BoxState.SUGGESTED)).order_by("page", "y0", "x0")
    )
    here = [box for box in boxes if box.page == page]
    zones = tuple(_zone(box, url) for box in here if box.state == BoxState.ACCEPTED)
    editable = redaction.state == State.PREPARING and may(actor, dossier, WORK).allowed
    own = prepared_by(redaction, actor.user_id)
    reads = redaction.state == State.TO_READ and may(actor, dossier, WORK).allowed and not own
    looks = list(PageLook.objects.filter(redaction=redaction).select_related("by"))
    kind = Look.PREPARED if redaction.state == State.PREPARING else Look.READ
    seen = next((one.by.full_name for one in looks if one.page == page and one.kind == kind), "")
    ground = typed.ground or _last_ground(redaction)
    return SheetPage(
        crumbs=redaction_crumbs(dossier, redaction, f"Page {page}"),
        title=f"Page {page} de {redaction.pages}",
        number=dossier.number,
        heading=redaction.document.title,
        home=address("redaction", dossier, redaction, rank),
        badges=(Badge(label=redaction.get_state_display(), tone="now"),),
        url=url,
        version=dossier.version,
        page=page,
        pages=redaction.pages,
        image=_image(dossier, redaction, page, preview=preview),
        image_said=f"Page {page}, telle qu’elle serait publiée" if preview else f"Page {page} du document",
        width=_number(width),
        height=_number(height),
        preview=preview,
        toggle=url if preview else with_query(url, vue=PREVIEW),
        editable=editable and not preview,
        reads=reads,
        seen=seen,
        zones=zones,
        suggestions=tuple(_zone(box, url) for box in here if box.state == BoxState.SUGGESTED),
        kinds=_kinds(boxes),
        grounds=tuple(
            GroundChoice(
                code=one.code,
                label=one.label + (" (à valider)" if one.to_validate else ""),
                words=one.words,
                key=str(index) if index <= KEYS else "",
                chosen=one.code == ground,
            )
            for index, one in enumerate(available(today), start=1)
        ),
        patterns=tuple((pattern.kind, pattern.label) for pattern in PATTERNS),
        edited=next((zone for zone in zones if zone.number == edited), None),
        typed=typed,
        links=_links(dossier, redaction, page, boxes, looks, kind),
        previous=address("redaction_page", dossier, redaction, rank, page=page - 1) if page > 1 else "",
        following=address("redaction_page", dossier, redaction, rank, page=page + 1)
        if page < redaction.pages
        else "",
        can_undo=editable and redaction.strokes.filter(undone_at=None).exists(),
    )  # fmt: skip


def _image(dossier: Dossier, redaction: Redaction, page: int, *, preview: bool) -> str:
    if preview:
        return address("redaction_preview", dossier, redaction, redaction.document.rank, page=page)
    size, version = "page", redaction.version.number
    return of_dossier(
        "page_image", dossier.number, rank=redaction.document.rank, version=version, page=page, size=size
    )


def _last_ground(redaction: Redaction) -> str:
    last = (
        redaction.boxes.exclude(origin=BoxOrigin.PATTERN)
        .order_by("-number")
        .values_list("ground", flat=True)
        .first()
    )
    return last if last in BY_CODE else DEFAULT


def _zone(box: Box, url: str) -> Zone:
    label = label_of(box.ground)
    words = box.words if len(box.words) <= 80 else f"{box.words[:79].rstrip()}…"
    state = "suggestion" if box.state == BoxState.SUGGESTED else "zone"
    quoted = f", masque «\u00a0{words}\u00a0»" if words else ", sans texte reconnu"
    return Zone(
        number=box.number,
        label=label,
        ground=box.ground,
        words=words,
        state=box.state,
        origin=box.get_origin_display(),
        why=box.why,
        x0=_number(box.x0),
        y0=_number(box.y0),
        width=_number(box.x1 - box.x0),
        height=_number(box.y1 - box.y0),
        x1=_number(box.x1),
        y1=_number(box.y1),
        middle_x=_number((box.x0 + box.x1) / 2),
        middle_y=_number((box.y0 + box.y1) / 2),
        said=f"{state.capitalize()} {box.number}, {label}{quoted}",
        edit=with_query(url, zone=str(box.number)),
    )


def _number(value: float) -> str:
    # A point: these are attributes of SVG and values of number fields.
    return f"{value:.1f}"


def _kinds(boxes: Sequence[Box]) -> tuple[KindGroup, ...]:
    waiting = Counter(box.kind for box in boxes if box.state == BoxState.SUGGESTED)
    return tuple(
        KindGroup(kind=kind, label=LABELS.get(kind, kind), how_many=count)
        for kind, count in sorted(waiting.items())
    )


def _links(
    dossier: Dossier,
    redaction: Redaction,
    page: int,
    boxes: Sequence[Box],
    looks: Sequence[PageLook],
    kind: Look,
) -> tuple[PageLink, ...]:
    seen = {look.page for look in looks if look.kind == kind}
    waiting = {box.page for box in boxes if box.state == BoxState.SUGGESTED}
    near = [
        n
        for n in range(1, redaction.pages + 1)
        if redaction.pages <= 30 or abs(n - page) <= 8 or n in (1, redaction.pages)
    ]
    shown = []
    for n in near:
        said = (
            f"Page {n}, "
            + ("vue" if n in seen else "pas encore vue")
            + (", suggestions à décider" if n in waiting else "")
        )
        shown.append(
            PageLink(
                number=n,
                url=address("redaction_page", dossier, redaction, redaction.document.rank, page=n),
                current=n == page,
                said=said,
                mark="waiting" if n in waiting else "seen" if n in seen else "unseen",
            )
        )
    return tuple(shown)
