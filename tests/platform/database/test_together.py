"""Several reads in one statement give what each would give alone: same rows, same order, same types.

Over tables that every house has: accounts, units, orders, calendars.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count, F, Value
from django.test.utils import CaptureQueriesContext

from egide.kernel.deadlines.models import CalendarVersion
from egide.kernel.parties.models import ProfessionalOrder
from egide.platform.accounts.models import Membership, Unit, User
from egide.platform.database.together import (
    A_DAY,
    ANY,
    SOME,
    Among,
    ByHand,
    HowMany,
    Steady,
    prepare,
    together,
)
from egide.platform.journal.models import Head
from tests.cast import Cast, seed_office


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


def test_each_list_is_the_one_that_it_would_be_alone(cast: Cast) -> None:
    members = Membership.objects.select_related("user", "unit__site").order_by("pk")
    orders = ProfessionalOrder.objects.values_list("slug", "name")[:5]
    names = User.objects.order_by("-email").values_list("full_name", flat=True)
    with CaptureQueriesContext(connection) as sent:
        found = together(members, orders, names, User.objects.none(), HowMany(names[:2]))

    assert len(sent) == 1
    assert found == (list(members), list(orders), list(names), [], [2])
    assert [m.unit.site.name for m in found[0]] == [m.unit.site.name for m in members]
    assert [m.user.full_name for m in found[0]] == [m.user.full_name for m in members]


def test_days_instants_and_keys_keep_their_types(cast: Cast) -> None:
    people, members, versions = together(
        User.objects.order_by("pk"),
        Membership.objects.order_by("pk").values_list("since", "until"),
        CalendarVersion.objects.defer("content").order_by("pk"),
    )

    assert [p.public_id for p in people] == list(
        User.objects.order_by("pk").values_list("public_id", flat=True)
    )
    assert members == list(Membership.objects.order_by("pk").values_list("since", "until"))
    published = list(CalendarVersion.objects.order_by("pk").values_list("published_at", flat=True))
    assert [version.published_at for version in versions] == published
    assert all(at.utcoffset() == timedelta(0) for at in published)


def test_a_field_left_out_is_read_when_it_is_asked(cast: Cast) -> None:
    (found,) = together(CalendarVersion.objects.defer("content").order_by("pk")[:1])

    assert found[0].content == CalendarVersion.objects.order_by("pk").values_list("content", flat=True)[0]


def test_what_is_annotated_comes_with_the_row(cast: Cast) -> None:
    units = Unit.objects.annotate(people=Count("memberships"), mark=Value("x")).order_by("pk")
    (found,) = together(units)

    assert [(u.people, u.mark) for u in found] == [(u.people, u.mark) for u in units]


def test_a_statement_written_once_reads_what_is_there_now(cast: Cast) -> None:
    written = prepare(
        User.objects.filter(pk=ANY).values_list("full_name", flat=True),
        HowMany(Membership.objects.filter(user_id=ANY, unit_id=ANY - 1)),
    )
    nadia, bruno = cast.user("nadia"), cast.user("bruno")
    unit = Membership.objects.filter(user=nadia).values_list("unit_id", flat=True)[0]

    assert written.read({ANY: nadia.pk, ANY - 1: unit}) == ([nadia.full_name], [1])
    assert written.read({ANY: bruno.pk, ANY - 1: 0}) == ([bruno.full_name], [0])
    Membership.objects.filter(user=nadia).delete()
    assert written.read({ANY: nadia.pk, ANY - 1: unit}) == ([nadia.full_name], [0])


def test_what_hardly_changes_is_read_again_as_soon_as_it_does(cast: Cast) -> None:
    orders = ProfessionalOrder.objects.values_list("slug", "name")
    written = prepare(Steady(orders), orders)
    before, again = written.read(), written.read()

    ProfessionalOrder.objects.filter(slug=before[0][0][0]).update(name="Un ordre renommé <b>")
    after = written.read()

    assert before[0] == before[1] == again[0]
    assert before[0][0] is again[0][0]  # the same words are not read twice
    assert before[0] is not again[0]  # whoever adds to a list adds to no other
    assert after[0] == after[1] == list(orders)
    assert "Un ordre renommé <b>" in dict(after[0]).values()
    assert together(Steady(orders.none())) == ([],)


def test_only_words_and_numbers_are_kept_as_they_were_read(cast: Cast) -> None:
    for asked in (
        Membership.objects.values_list("since"),
        User.objects.all(),
        User.objects.values_list("pk", flat=True),
    ):
        with pytest.raises(TypeError):
            prepare(Steady(asked))


def test_bytes_and_dictionaries_are_refused(cast: Cast) -> None:
    with pytest.raises(TypeError):
        prepare(Head.objects.all())
    with pytest.raises(TypeError):
        prepare(User.objects.values("email"))


def test_the_server_keeps_the_plan_of_what_is_sent_again(cast: Cast) -> None:
    written = prepare(User.objects.filter(pk=ANY, full_name__contains="%").values_list("pk"))
    named = prepare(User.objects.filter(email="the address").values_list("pk", flat=True))
    nadia = cast.user("nadia")
    for key in (nadia.pk, 2**40, 1, nadia.pk):
        assert written.read({ANY: key}) == ([],)
        assert named.read({"the address": nadia.email}) == ([nadia.pk],)

    with connection.cursor() as cursor:
        cursor.execute("select parameter_types::text from pg_prepared_statements order by prepare_time")
        kept = [row[0] for row in cursor.fetchall()]
    assert {"{bigint}", "{text}"} <= set(kept)


def test_a_text_is_sent_as_it_is_whatever_it_holds(cast: Cast) -> None:
    named = prepare(User.objects.filter(full_name="a name").values_list("pk", flat=True))
    User.objects.filter(pk=cast.user("nadia").pk).update(full_name="50 %s d’« O'Neil » \\ %%")

    for _ in range(4):
        assert named.read({"a name": "50 %s d’« O'Neil » \\ %%"}) == ([cast.user("nadia").pk],)
        assert named.read({"a name": "' or true --"}) == ([],)


def test_rows_are_counted_by_the_value_of_their_column(cast: Cast) -> None:
    roles = Membership.objects.order_by().values_list("role", flat=True)
    (counted, none) = together(HowMany(roles, each=True), HowMany(roles.none(), each=True))

    assert dict(counted) == dict(Membership.objects.order_by().values_list("role").annotate(n=Count("pk")))
    assert none == []


def test_a_statement_written_by_hand_travels_with_the_others(cast: Cast) -> None:
    ask = ByHand("select g, %s || ' %%' from generate_series(1, %s) g", ("n°", 2), tuple)

    assert together(User.objects.none(), ask) == ([], [(1, "n° %"), (2, "n° %")])


@pytest.mark.parametrize("planned", [True, False])
def test_words_days_and_ids_take_the_place_of_what_stood_for_them(cast: Cast, planned: bool) -> None:
    written = prepare(
        Membership.objects.filter(since=A_DAY, role="…un rôle…")
        .filter(Among(F("user_id"), SOME))
        .order_by("pk")
    )
    known = Membership.objects.order_by("pk")[0]
    for ids in ([known.user_id, -1], [-1]):
        told = {A_DAY: known.since, "…un rôle…": known.role, SOME: ids}
        same = Membership.objects.filter(since=known.since, role=known.role, user_id__in=ids).order_by("pk")
        for _ in range(4):  # from the third time on, the server has it planned
            assert written.read(told, planned=planned)[0] == list(same)
