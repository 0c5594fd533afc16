"""The staff's frame: where one may go, with counts from one grouped query, and the search box.

Asked for by staff views only; error pages are drawn without it.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TypedDict

from django.conf import settings
from django.urls import get_urlconf, reverse

from egide.interfaces.staff.bell import with_bell
from egide.interfaces.staff.counting import Counts, counts_for
from egide.interfaces.staff.waits import Waits
from egide.kernel import registry
from egide.kernel.consulting.reach import is_asked
from egide.kernel.disposal.rights import EVERYONE as DISPOSAL_ROLES
from egide.kernel.gate.pages import HouseRequest
from egide.kernel.legal_texts.entering import WRITERS
from egide.kernel.letters.signing import signs
from egide.kernel.wordings.hands import administered
from egide.law import roles
from egide.law.access import Role
from egide.law.modules import Module
from egide.platform.accounts.actors import Actor
from egide.ui.addresses import address
from egide.ui.pages import Account, NavGroup, NavItem, SearchBox, Tone

BOX_ROLES = (roles.INTAKE, roles.UNIT_HEAD)
SEALED_ROLES = (
    roles.COMMISSIONER,
    roles.ADMISSION_ANALYST,
    roles.ADMISSION_INTAKE,
    roles.PRESIDENT,
    roles.PRESIDENCY_OFFICE,
    roles.DISCIPLINE_REGISTRY,
    roles.DESIGNATED_OFFICER,
)
MAIL, SEALED, INTERESTS = "mailroom", "sealed_mine", "interests"
# Who follows access requests day by day; the president reads the register too, from its address.
ACCESS_ROLES = (roles.ACCESS_OFFICER, roles.ACCESS_ANALYST, roles.PRIVACY_OFFICER)
CARD_ROLES = (roles.INTAKE, roles.ANALYST, roles.UNIT_HEAD)
CARDS, HANDED = "cards", "handed"
DASHBOARD = "dashboard"
# Those who answer for dossiers, over what they may read: the figures are no wider than the lists.
DASHBOARD_ROLES = (
    roles.ANALYST,
    roles.UNIT_HEAD,
    roles.PRESIDENT,
    roles.PRESIDENCY_OFFICE,
    roles.COMMISSIONER,
    roles.ADMISSION_ANALYST,
    roles.ADMISSION_INTAKE,
    roles.DISCIPLINE_REGISTRY,
    roles.DESIGNATED_OFFICER,
    roles.ACCESS_ANALYST,
    roles.OMBUDSMAN_COORDINATOR,
    roles.OMBUDSMAN_RESPONDENT,
)
HOME, BOX, SEARCH = "home", "box", "search"
SIGNING = "signing"
RECORDS = "records"
# Those whose unit may have a scanner, whose pieces they file.
SCANNER_ROLES = (
    roles.INTAKE,
    roles.ANALYST,
    roles.UNIT_HEAD,
    roles.RECORDS_MANAGER,
    roles.ADMISSION_INTAKE,
    roles.PRESIDENCY_OFFICE,
)
# The archivist, and whoever answers for a unit's dossiers: what concerns them both.
RECORDS_ROLES = (roles.RECORDS_MANAGER, roles.UNIT_HEAD, roles.PRESIDENT)
# Those for whom boxes and digitisation lots open, without the presidency.
PAPER_ROLES = (roles.RECORDS_MANAGER, roles.UNIT_HEAD, roles.INTAKE)
# Those who keep a register of mail, or to whom its pieces are given day after day.
REGISTER_ROLES = (
    roles.INTAKE,
    roles.ANALYST,
    roles.UNIT_HEAD,
    roles.PRESIDENT,
    roles.PRESIDENCY_OFFICE,
    roles.RECORDS_MANAGER,
    roles.COMMISSIONER,
    roles.ADMISSION_ANALYST,
    roles.ADMISSION_INTAKE,
    roles.DISCIPLINE_REGISTRY,
    roles.DESIGNATED_OFFICER,
    roles.ACCESS_OFFICER,
    roles.ACCESS_ANALYST,
    roles.OMBUDSMAN_COORDINATOR,
    roles.OMBUDSMAN_RESPONDENT,
)
# A group of so few lines needs no folding away.
FEW = 3


class Shell(TypedDict):
    """What `ui/shell.html` reads beside the page; the account comes from the context processor."""

    navigation: tuple[NavGroup, ...]
    search: SearchBox
    brand_url: str
    account: Account | None


def shell(request: HouseRequest, *, current: str = "", q: str = "") -> Shell:
    """Will return the frame for this reader, the entry `current` lit (an address's name or a kind's code)."""
    counts = counts_for(request)
    waits = counts.waits
    table, scanner = str(get_urlconf() or settings.ROOT_URLCONF), str(settings.SCAN_FOLDER)
    return Shell(
        navigation=_groups(request.actor, counts, current, (table, scanner)),
        search=SearchBox(url=address("staff:search"), value=q, placeholder="Numéro, nom ou mots d’un texte…"),
        brand_url=address("staff:home"),
        account=with_bell(request, waits.unread + waits.exports + waits.personal),
    )


@lru_cache(maxsize=512)
def _groups(actor: Actor, counts: Counts, current: str, settled: tuple[str, str]) -> tuple[NavGroup, ...]:
    """The same from one page to the next, as long as the counts are; `settled`: what else it is made from."""
    groups = (
        _own_group(actor, counts, counts.waits, current),
        _kinds_group(actor, counts, current),
        _following_group(actor, counts.waits, current),
        _records_group(actor, current),
        _rules_group(actor, current),
        _administration_group(actor, current),
    )
    return tuple(group for group in groups if group.items)


def holds_any(actor: Actor, wanted: Iterable[Role]) -> bool:
    """Will tell whether the reader holds one of these roles anywhere."""
    return bool({role.code for role in wanted} & {a.role for a in actor.roles})


@cache
def kind_url(kind: str) -> str:
    """Will return the address of the list of a kind's dossiers."""
    return reverse("staff:list", kwargs={"module": registry.module_of_kind(kind).code})


def _own_group(actor: Actor, counts: Counts, waits: Waits, current: str) -> NavGroup:
    tone: Tone = "late" if counts.sum("mine_late") else "idle"
    items = [
        NavItem(
            label="Mon travail",
            url=address("staff:home"),
            count=counts.sum("mine"),
            current=current == HOME,
            tone=tone,
        )
    ]
    if holds_any(actor, BOX_ROLES):
        waiting = waits.requests + counts.sum("unassigned")
        items.append(
            NavItem(label="Boîte de l’unité", url=address("staff:box"), count=waiting, current=current == BOX)
        )
        items.append(
            NavItem(label="Courrier et appels", url=address("staff:mailroom"), current=current == MAIL)
        )
    if is_asked(actor):
        asked, here = address("staff:consultations"), current == "consultations"
        items.append(NavItem(label="Consultations", url=asked, count=waits.questions or None, current=here))
    if holds_any(actor, REGISTER_ROLES):
        register = address("staff:register")
        items.append(NavItem(label="Registre du courrier", url=register, current=current == "register"))
    if holds_any(actor, CARD_ROLES):
        items.append(NavItem(label="Renseignements", url=address("staff:cards"), current=current == CARDS))
    items += _signing(actor, waits, current)
    items.append(NavItem(label="Calendrier", url=address("staff:calendar"), current=current == "calendar"))
    return NavGroup(items=tuple(items))


def _following_group(actor: Actor, waits: Waits, current: str) -> NavGroup:
    """What one follows over time, rather than what one does today."""
    items: list[NavItem] = []
    if holds_any(actor, DASHBOARD_ROLES):
        board = address("staff:dashboard")
        items.append(NavItem(label="Tableau de bord", url=board, current=current == DASHBOARD))
    if readable_modules(actor):
        due = address("staff:measures")
        items.append(NavItem(label="Mesures", url=due, current=current == "measures"))
        carried = address("staff:mandates_mine")
        items.append(NavItem(label="Mes mandats", url=carried, current=current == "workload"))
    if holds_any(actor, ACCESS_ROLES):
        url = address("staff:access_register")
        items.append(NavItem(label="Registre de l’accès", url=url, current=current == "access_register"))
    items.append(_reports(actor, current))
    items += _watched(actor, current)
    if holds_any(actor, (roles.ADMISSION_INTAKE,)):
        url = address("staff:admission_arrivals")
        items.append(NavItem(label="Accueil des plaintes", url=url, current=current == "admission_desk"))
    if holds_any(actor, (roles.COMMISSIONER, roles.ADMISSION_ANALYST)):
        url = address("staff:commissioner_house")
        items.append(NavItem(label="Bureau du Commissaire", url=url, current=current == "commissioner_house"))
    if holds_any(actor, BOX_ROLES):
        items.append(NavItem(label="Remises", url=address("staff:receipts"), current=current == HANDED))
    if holds_any(actor, SEALED_ROLES):
        items.append(NavItem(label="Plis remis", url=address("staff:sealed_mine"), current=current == SEALED))
    exports = address("staff:exports")
    items.append(
        NavItem(label="Exportations", url=exports, count=waits.exports or None, current=current == "exports")
    )
    items.append(NavItem(label="Fiches", url=address("staff:sheets"), current=current == "sheets"))
    return NavGroup(label="Suivi", items=tuple(items), folds=True)


def _watched(actor: Actor, current: str) -> list[NavItem]:
    # The Protecteur du citoyen and the register of incidents, for those who answer for them; declaring is for all.
    shown: list[tuple[str, str]] = []
    if holds_any(actor, (roles.OMBUDSMAN_COORDINATOR, roles.OMBUDSMAN_RESPONDENT, roles.COMMISSIONER)):
        shown.append(("ombudsman", "Suivi du Protecteur"))
    if holds_any(actor, (roles.PRESIDENT,)):
        shown.append(("ombudsman_submitted", "Soumis à la présidence"))
    if holds_any(actor, (roles.PRIVACY_OFFICER, roles.ACCESS_OFFICER, roles.COMMISSIONER)):
        shown.append(("incidents", "Registre des incidents"))
    shown.append(("incident_declare", "Déclarer un incident"))
    return [
        NavItem(label=label, url=address(f"staff:{name}"), current=current == name) for name, label in shown
    ]


def _reports(actor: Actor, current: str) -> NavItem:
    # Whoever follows their preparation starts from the list; the rest of the staff, from what is published.
    follows = holds_any(actor, registry.policy_of_kind("periodic_report").roles_for("read"))
    url = address("staff:reports" if follows else "staff:intranet_reports")
    return NavItem(label="Rapports", url=url, current=current in ("reports", "intranet"))


def _records_group(actor: Actor, current: str) -> NavGroup:
    """What the archivist keeps, and what waits there for a unit's head; one line for each idea."""
    items: list[NavItem] = []
    if holds_any(actor, RECORDS_ROLES):
        items.append(NavItem(label="À faire", url=address("staff:records"), current=current == RECORDS))
        plan, schedule = address("staff:plan"), address("staff:schedule")
        items.append(NavItem(label="Plan de classification", url=plan, current=current == "plan"))
        items.append(NavItem(label="Calendrier", url=schedule, current=current == "schedule"))
    if holds_any(actor, DISPOSAL_ROLES):
        for name, label in (("disposals", "Élimination"), ("transfers", "Versements"), ("holds", "Gels")):
            items.append(NavItem(label=label, url=address(f"staff:{name}"), current=current == name))
    if holds_any(actor, PAPER_ROLES):
        items.append(NavItem(label="Papier", url=address("staff:paper"), current=current == "paper"))
        lots = address("staff:digitisation")
        items.append(NavItem(label="Numérisation", url=lots, current=current == "digitisation"))
    if settings.SCAN_FOLDER and holds_any(actor, SCANNER_ROLES):
        items.append(NavItem(label="Numériseur", url=address("staff:scanner"), current=current == "scanner"))
    if holds_any(actor, (roles.RECORDS_MANAGER,)):
        items.append(NavItem(label="Reprises", url=address("staff:imports"), current=current == "imports"))
    # In sight for whom it is the day's work, and where it holds a few lines; one click away for the others.
    opened = holds_any(actor, (roles.RECORDS_MANAGER,))
    return NavGroup(label="Gestion documentaire", items=tuple(items), folds=len(items) > FEW, opened=opened)


def _rules_group(actor: Actor, current: str) -> NavGroup:
    """What letters say and how days are counted, for those who answer for letters."""
    pages: list[tuple[str, str]] = []
    if holds_any(actor, WRITERS):
        pages.append(("texts", "Textes de loi"))
    if next(administered(actor), None):
        pages.append(("letters", "Lettres types"))
    if pages:
        pages.append(("deadline_rules", "Règles de délai"))
    return NavGroup(
        label="Textes et règles",
        folds=True,
        opened=False,
        items=tuple(
            NavItem(label=label, url=address(f"administration:{name}"), current=current == name)
            for name, label in pages
        ),
    )


def _administration_group(actor: Actor, current: str) -> NavGroup:
    if not holds_any(actor, (roles.ADMINISTRATOR,)):
        return NavGroup(items=())
    pages = (
        ("accounts", "Comptes"),
        ("units", "Unités"),
        ("delegations", "Délégations"),
        ("calendars", "Calendriers"),
        ("bodies", "Autres organismes"),
        ("mailboxes", "Boîtes de courriel"),
    )
    return NavGroup(
        label="Administration",
        folds=True,
        items=tuple(
            NavItem(label=label, url=address(f"administration:{name}"), current=current == name)
            for name, label in pages
        ),
    )


def _signing(actor: Actor, waits: Waits, current: str) -> list[NavItem]:
    # Only those whose roles sign something.
    if not signs(actor):
        return []
    return [
        NavItem(
            label="À signer", url=address("staff:signing"), count=waits.to_sign, current=current == SIGNING
        ),
        NavItem(label="À poster", url=address("staff:posting"), current=current == "posting"),
    ]


def readable_modules(actor: Actor) -> tuple[Module, ...]:
    """Will return the modules of which the reader's roles open some dossiers."""
    held = {a.role for a in actor.roles}
    return tuple(
        module
        for module in registry.modules()
        if module.kind and not held.isdisjoint(registry.readers_of_kind(module.kind.code))
    )


def _kinds_group(actor: Actor, counts: Counts, current: str) -> NavGroup:
    items = tuple(
        NavItem(
            label=module.name,
            url=kind_url(module.kind.code),
            count=counts.of_kind(module.kind.code),
            current=current == module.kind.code,
        )
        for module in readable_modules(actor)
        if module.kind
    )
    return NavGroup(label="Dossiers", items=items)
