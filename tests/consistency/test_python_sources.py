"""Rules of the house that neither the type checker nor the import contracts see, read in the sources.

Each exception is written here with its reason; one that is no longer needed fails too.
"""

import ast
import re

from tests.consistency.sources import Source, calls, sources, texts

BELOW_INTERFACES = ("law", "ui", "platform", "kernel", "modules")
ALL = sources()


def found(pattern: str, *folders: str) -> dict[str, set[str]]:
    """Will return, for each file, what its calls are (« timezone.now ») that match the pattern."""
    hits: dict[str, set[str]] = {}
    for source in ALL:
        if folders and not source.within(*folders):
            continue
        for call in calls(source):
            name = ast.unparse(call.func)
            if re.search(pattern, name):
                hits.setdefault(source.name, set()).add(name)
    return hits


# --- The gate is the only way -------------------------------------------------------------------------------
def test_nothing_but_the_gate_finds_a_model_by_its_name() -> None:
    # What the import contracts forbid, get_model() would do behind their back. The bag takes every table that names
    # the dossier, the next module's too: reading them all is its very purpose. The figures count the plain tables that
    # a module declares: those without a dossier by the compartments of the roles it names, the others under the
    # dossiers that the gate shows. The database guards of holds, and a destruction, are over every table that names a
    # dossier, today's and tomorrow's; the events that date a retention read the facts of a layer that stands above. The
    # states of the migrations draw the models that Django itself asks for.
    allowed = {
        "egide/platform/database/states.py",
        "egide/kernel/records/apps.py",
        "egide/kernel/records/events.py",
        "egide/kernel/disposal/destroying.py",
        "egide/kernel/gate/visibility.py",
        "egide/kernel/exports/bag/tables.py",
        "egide/kernel/statistics/reading_cards.py",
        "egide/kernel/statistics/reading_related.py",
    }
    assert set(found(r"\bget_models?$")) == allowed


VIEWS = tuple(
    s for s in ALL if s.within("interfaces", "modules") and re.search(r"/(views\w*|\w+_views)\.py$", s.name)
)
# A view translates, calls once, translates back. These few read one row that its action or its form needs.
READ_BY_VIEWS = {
    ("egide/interfaces/staff/views_box.py", "Request"): "the request that its POST locks, by its reference",
    ("egide/interfaces/staff/views_documents.py", "DocumentVersion"): "the version to stream, by its rank",
    ("egide/interfaces/staff/views_letters.py", "User"): "the signatory: the reader's own account",
    ("egide/interfaces/staff/views_moves.py", "User"): "the person chosen in a form that offered her",
    ("egide/interfaces/staff/views_sealed.py", "Site"): "the site chosen in a form that offered it",
}


def managers(source: Source) -> set[tuple[str, str]]:
    """Will return the models whose manager a file uses."""
    nodes = (node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute))
    return {
        (source.name, ast.unparse(node.value))
        for node in nodes
        if node.attr in ("objects", "_default_manager", "_base_manager")
    }


def test_a_view_reaches_models_through_queries_and_actions() -> None:
    assert len(VIEWS) > 5
    assert {use for source in VIEWS for use in managers(source)} == set(READ_BY_VIEWS)


def test_no_row_level_security_is_set_by_hand() -> None:
    # The settings that the policies read have one writer, egide_enter(), and one restorer, acting_as().
    writers = {
        s.name for s in ALL for t in texts(s) if re.search(r"set_config\(|set (local )?egide\.", str(t.value))
    }

    assert writers <= {
        "egide/platform/accounts/acting.py",
        "egide/platform/storage/sight.py",
        "egide/platform/storage/keys.py",
        "egide/platform/storage/keys_begun.py",
    }


# --- Searching behind the walls -----------------------------------------------------------------------------
NOT_LEAKPROOF = re.compile(
    r"__(i?exact|i?contains|i?startswith|i?endswith|i?regex|search|trigram\w*|unaccent)$"
)
NOT_A_SEARCH = {
    ("egide/platform/storage/models/objects.py", "sha256__regex"): "the check of a constraint",
    ("egide/kernel/records/models_plan.py", "hands__contains"): "the check of a constraint",
    ("egide/kernel/records/models_schedule.py", "hands__contains"): "the check of a constraint",
    (
        "egide/kernel/lifecycle/gathering.py",
        "code__startswith",
    ): "over the few entries of each chain, found by its index",
    ("egide/kernel/binding/pieces.py", "document__title__startswith"): "over the versions of one dossier",
    (
        "egide/interfaces/administration/pages_texts.py",
        "annexes__contains",
    ): "over the letters in draft, found by their state",
}


def test_no_lookup_reads_every_row_of_a_walled_table() -> None:
    # Only leakproof operators reach an index behind a policy: keys are stored folded, compared by = or ^@.
    used = {
        (source.name, keyword.arg)
        for source in ALL
        for call in calls(source)
        for keyword in call.keywords
        if keyword.arg and NOT_LEAKPROOF.search(keyword.arg)
    }

    assert used <= set(NOT_A_SEARCH)


def test_no_query_of_ours_says_like() -> None:
    saying = {
        source.name
        for source in ALL
        for text in texts(source)
        if re.search(r"\b(select|where|and|or)\b.*\b(i?like|similar to|~~)\b", str(text.value), re.S | re.I)
        and re.search(r"\bselect\b", str(text.value), re.I)
    }

    assert saying == {"egide/platform/database/refusal.py"}  # over the catalogue, at start-up


# --- The clock is passed in ---------------------------------------------------------------------------------
CLOCK = r"^(timezone\.now|datetime\.now|datetime\.utcnow|datetime\.today|date\.today|time\.time|now)$"
EDGES = {
    "egide/kernel/gate/pages.py": "the web's edge: one instant per request",
    "egide/platform/jobs/app.py": "the worker's edge: one instant per job",
    "egide/kernel/exports/making.py": "a job of many transactions: a long file is ready later than it was begun",
    "egide/platform/mail/transmission.py": "the instants of a conversation with a server",
    "egide/platform/accounts/context.py": "sign-in pages are the library's: they have no passed clock",
    "egide/platform/accounts/journaling.py": "signals of the sign-in library",
    "egide/platform/accounts/sessions.py": "the framework reads a session without a passed clock",
    "egide/platform/accounts/backends.py": "the framework reads an account without a passed clock",
    "egide/kernel/records/mirroring.py": "a signal of the framework: a file that enters a held dossier",
    "egide/platform/reading/folders.py": "the age of folders that a dead process left",
    "egide/kernel/redaction/producing.py": "a job of many transactions: each step keeps its own instant",
    "egide/platform/accounts/views.py": "sign-in pages, outside of page()",
}


def test_the_clock_is_read_at_the_edges_only() -> None:
    readers = set(found(CLOCK, *BELOW_INTERFACES))
    readers |= {
        source.name
        for source in ALL
        if source.within(*BELOW_INTERFACES)
        for call in calls(source)
        if ast.unparse(call.func) in ("timezone.localdate", "timezone.localtime")
        and not call.args
        and not call.keywords
    }

    assert readers <= set(EDGES)


# --- How a file reads -----------------------------------------------------------------------------------------
def test_a_file_says_what_it_is_and_what_it_is_not() -> None:
    said = {source.name: ast.get_docstring(source.tree) or "" for source in ALL}

    assert [
        name for name, text in said.items() if sum(bool(line.strip()) for line in text.splitlines()) < 2
    ] == [], "Deux lignes : ce que c’est; la loi ou la personne servie, et ce que ce n’est pas."


def test_imports_are_absolute() -> None:
    relative = {
        source.name
        for source in ALL
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    }

    assert relative == set()


def test_no_work_is_left_for_later() -> None:
    left = {source.name for source in ALL if re.search(r"#\s*(TODO|FIXME|XXX|HACK)\b", source.text)}

    assert left == set()


def test_a_file_stays_short_enough_to_be_read() -> None:
    # 120 lines is the habit, 200 rare; the few beyond are tables to read from top to bottom.
    long = {source.name: source.text.count("\n") for source in ALL if source.text.count("\n") > 390}

    assert long == {}


def test_the_guards_would_see_a_fault() -> None:
    tree = ast.parse("apps.get_model('a', 'B').objects.filter(name__icontains=date.today())")
    fault = Source("egide/kernel/fault.py", "", tree)

    assert [k.arg for call in calls(fault) for k in call.keywords if NOT_LEAKPROOF.search(k.arg or "")]
    assert [c for c in calls(fault) if re.search(CLOCK, ast.unparse(c.func))]
    assert managers(fault)
