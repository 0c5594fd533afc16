"""The SQL of the windows of full text: the newest matches that a reader may open, whatever the word's frequency.

Two ways to the same rows. A walk over the newest rows of the reader's places: it settles common words, and tells what
share of the texts answers. For the others, the inverted index, from the newest days backwards: the words of each place
and the days stand together in it, so that only the rows of a page are read, never all those of a word.
"""

from egide.kernel.search.placing import MANY, MUST, PLACED, SETTLED
from egide.kernel.search.slices import FINE
from egide.kernel.search.telling import ANSWER, COLLECTED, FORGOTTEN, INTO, ONLY_TYPED, TOLD
from egide.kernel.search.wanting import DAYS, GIVEN, PERIOD, PLAINLY, TYPED, TYPED_NARROWED, WANTED

FIRST_STEPS = 120  # rows walked before choosing: enough to tell a share, at a sixth of a millisecond
WIDEST_WALK = 30_000  # for beginnings of words, which the inverted index reads whole
# The newest may all be alike (a thousand letters of one morning): of a word that many texts hold, more are walked.
FURTHER_STEPS, FARTHEST, HARDLY = 1_000, 4_000, 3
# A text met through the inverted index costs three that are walked; it is met by slices of days, never less.
DEARER = 3
# Times the days read, that are read next of a word which many texts hold and the last ones do not.
WIDENED = 2
RANKED = 1_000  # newest matches that are counted, and ranked
DEPTH, FEW = 1_000, 20  # newest texts that tell how many a day holds; fewer met than that tell a share badly
# Texts that are first read to tell it: a slice of days or two. More of a beginning of word, of which each reading
# gathers anew every word that begins so.
BITE, BEGUN_BITE = 12, 25
AHEAD = 3  # times what is missing, that is read of a beginning of word once its share is known
FOREVER = 400_000  # days: more than any text is old
ANY_DAY = (1 << 20) - 1  # bits of a key, none of which says a slice or a source: the place whole (slices.py)

_WALK = f"""
    with walked as materialized (
      select w.id, w.day from unnest(places) as place(id)
      cross join lateral (
        select e.id, e.day from public.search_entry e where e.place_id = place.id and {PERIOD}
        order by e.day desc, e.id desc limit steps
      ) w
      order by w.day desc, w.id desc limit steps
    ), met as (
      select {GIVEN} from walked w
      -- Row by row: « offset 0 » keeps the planner from gathering every match of the inverted index instead.
      cross join lateral (select t.* from public.search_entry t where t.id = w.id offset 0) e
      where <wanted>
      order by w.day desc, w.id desc limit case when exact then missing else steps end
    ), kept as (
      select m.* from met m where m.typed or not exists (select from met o where o.typed)
      order by m.day desc, m.id desc limit missing
    )
"""
# Of one place, few rows: each is read where the index of days finds it, and not looked for again by its id.
_WALK_ONE = f"""
    with walked as materialized (
      select e.* from public.search_entry e where e.place_id = places[1] and {PERIOD}
      order by e.day desc, e.id desc limit steps
    ), met as (
      select {GIVEN} from walked e
      where <wanted>
      order by e.day desc, e.id desc limit case when exact then missing else steps end
    ), kept as (
      select m.* from met m where m.typed or not exists (select from met o where o.typed)
      order by m.day desc, m.id desc limit missing
    )
"""
# How many texts a day of the places holds, whatever they say: by their newest days, read in an index alone.
PACE = f"""
    select coalesce(sum(t.held / (newest - t.oldest + 1.0)), 0) into pace from unnest(places) as place(id)
    cross join lateral (
      select count(*) as held, min(x.day) as oldest from (
        select e.day from public.search_entry e where e.place_id = place.id and {PERIOD}
        order by e.day desc, e.id desc limit depth / cardinality(places) + 1) x
    ) t
"""
QUESTIONS = "questions := array(select public.search_there(sought, p) from unnest(places) p)"
# Place by place: the words of a place meet there alone, whatever the others hold; with these days, or whenever.
_INVERTED = f"""
    select {GIVEN} from unnest(places, questions) as place(id, question)
    join public.search_entry e on {PLACED} @@ place.question<keyed>
    where {DAYS} and <met>
    order by e.day desc, e.id desc limit missing
"""
_KEYED = """
      and public.search_keys(e.place_id, e.day, e.source::text)
        && array(select k from unnest(keys) k where k >> 20 = place.id)"""
# What the lists of words say alone is not asked again of each row.
_SAID, _MET = "e.words @@ sought and", "(settled or e.words @@ sought) and"


def _inverted(*, keyed: bool, wanted: str) -> str:
    met = wanted.replace(_SAID, _MET, 1)
    return _INVERTED.replace("<keyed>", _KEYED if keyed else "").replace("<met>", met)


WALK, WALK_ONE = (
    walk.replace("<typed>", TYPED_NARROWED).replace("<wanted>", WANTED) for walk in (_WALK, _WALK_ONE)
)
INVERTED, INVERTED_WHENEVER = (
    _inverted(keyed=keyed, wanted=WANTED).replace("<typed>", TYPED_NARROWED) for keyed in (True, False)
)
# Which places a reader's roles reach: wholly, or for the dossiers assigned to the reader only.
PLACES = """
    select coalesce(array_agg(p.id) filter (
             where p.compartment_id = any(r.compartments) or p.unit_id = any(r.units)), '{}'),
           coalesce(array_agg(p.id), '{}')
      into whole, places
      from public.search_place p
      join jsonb_to_recordset(reach) as r(kind text, compartments int[], units int[], assigned int[], named int[])
        on r.kind = p.kind
     where p.compartment_id = any((select public.egide_compartments())::int[])
       and (p.compartment_id = any(r.compartments) or p.unit_id = any(r.units)
            or p.compartment_id = any(r.assigned) or p.compartment_id = any(r.named))
       and (wanted->>'kind' is null or p.kind = wanted->>'kind')
       and (wanted->>'unit' is null
            or p.unit_id = (select u.id from public.accounts_unit u where u.code = wanted->>'unit'))
"""
_DECLARED = """
  whole bigint[];
  places bigint[];
  since date := coalesce((wanted->>'since')::date, '-infinity');
  until date := coalesce((wanted->>'until')::date, 'infinity');"""
_OWN = "public.<own>(reach, mine, {question}, null, wanted, before_day, before_id, most) f"
_WHOLE = f"return query select f.* from {_OWN.format(question='asked_said')}"
_BEGUN = f"""return query select f.entry_id, f.dossier_id, f.source, f.rank, f.block, f.day, f.place_id,
      f.compartment_id, f.score, true, f.orders, f.format from {_OWN.format(question="begun_said")}"""
# What narrows by the rows themselves: a question that says none of these is plain.
NARROWS = ("sources", "weight", "dossier", "standing", "state", "class", "order", "formats")
NARROWED = f"""wanted ?| array[{", ".join(f"'{name}'" for name in NARROWS)}]"""
_SENT_AWAY = f"""if not {NARROWED} then
    return query select * from public.window_search_plain(
      reach, mine, asked, begun, wanted, before_day, before_id, most);
    return;
  end if;"""
# `asked` is the whole words; `begun`, or null, the same whose last word is also a beginning, which holds whatever the
# first one holds: it answers when the first does not. Both are looked for at once, as long as few answer.
_BODY = f"""
#variable_conflict use_column
declare{_DECLARED}
  kinds text[] := array(select jsonb_array_elements_text(coalesce(wanted->'sources', '[]')));
  -- As they were said: what ranks. What is looked for is spelled (lexicon.py).
  asked_said tsquery := asked;
  begun_said tsquery := begun;
  sought tsquery := coalesce(begun, asked);
  exact boolean := begun is null;
  begins boolean := false;  -- only what begins so can answer
  opened int[] := (select public.egide_compartments())::int[];
  prefixed boolean;
  settled boolean;
  common boolean;
  walked_on boolean := false;
  lately boolean;
  questions tsquery[];
  steps int := {FIRST_STEPS};
  seen int := 0; stepped int; depth int; missing int; given int; read int;
  bite int := 20;  -- read beyond what is missing, twice as many each time: a word that fades is soon read through
  share real; pace real; target real;
  newest date; highest date; lowest date;
  last bigint;
  keys bigint[];
  ids bigint[]; dossiers bigint[]; sources text[]; ranks int[]; blocks int[]; days date[];
  held bigint[]; compartments bigint[]; scores real[]; typed_ones boolean[]; concerned text[]; formats text[];
begin
  if numnode(sought) = 0 then
    return;
  end if;
  <plain>
  asked := public.search_spelled(asked, opened);
  begun := public.search_spelled(begun, opened);
  if begun is not null and numnode(asked) = 0 then
    -- No text holds all the whole words: only the beginning is looked for, as if it had been asked alone.
    asked := begun;
    begun := null;
    asked_said := begun_said;
    exact := true;
    begins := true;
  end if;
  sought := coalesce(begun, asked);
  if numnode(sought) = 0 then
    return;
  end if;
  prefixed := position(':*' in asked::text) > 0;
  {PLACES};
  {FORGOTTEN};
  loop
    missing := most - cardinality(ids);
    if cardinality(places) = 1 and steps <= {FARTHEST} then
      <walk one>
    else
      <walk>
    end if;
    if typed_ones[1] then
      exact := true;
      sought := asked;
    elsif cardinality(ids) > 0 and stepped = steps then
      -- Some of the newest begin so: many may. The whole words first, then what begins so.
      {_WHOLE};
      if not found then
        {_BEGUN};
      end if;
      return;
    end if;
    if cardinality(ids) >= most or stepped < steps then
      {ANSWER}
    end if;
    seen := seen + stepped;
    share := (cardinality(ids) + 0.5)::real / seen;
    -- What is walked next begins where this ends.
    before_day := highest;
    before_id := last;
    if <alone> and cardinality(ids) < {HARDLY} and seen < {FARTHEST} then
      {QUESTIONS};
      common := coalesce(common, public.search_expected(questions) > {MANY});
      if common then
        steps := case when seen < {FURTHER_STEPS} then {FURTHER_STEPS} else {FARTHEST} end - seen;
        continue;
      end if;
    end if;
    exit when walked_on or not exact or cardinality(ids) = 0 and not prefixed;
    if prefixed then
      -- A beginning of word gathers every word that begins so: a walk is cheaper as long as it is likely to be short.
      exit when 1.5 * most > {WIDEST_WALK} * share;
    else
      depth := least({DEPTH}, ceil(1.2 * most / share));
      {PACE};
      exit when 1.4 * most > {DEARER} * share * greatest(1.4 * most, share * pace * {FINE});
    end if;
    steps := ceil(1.4 * (most - cardinality(ids)) / share);
    walked_on := true;
  end loop;
  -- From there backwards, as many days as should hold the page: by the share of the texts that answer and by how many
  -- a day holds; then as many as what was read teaches. Nothing is read twice.
  if cardinality(ids) = 0 then
    -- Of a word that no row walked holds, the share is a guess: the days walked tell the rest as well.
    pace := seen / (newest - highest + 1.0);
  elsif pace is null then
    depth := least({DEPTH}, ceil(1.2 * most / share));
    {PACE};
  end if;
  pace := share * pace;
  target := greatest(
    least(1.4 * most, case when position(':*' in sought::text) > 0 then {BEGUN_BITE} else {BITE} end),
    case when cardinality(ids) < {FEW} then 0.08 else 1.1 end * most);
  read := cardinality(ids);
  loop
    if exact and cardinality(ids) > 0 then
      -- What answers is told as it is read; it is kept only as long as it may have to be forgotten.
      {TOLD}
      {FORGOTTEN};
    end if;
    missing := most - read;
    lowest := highest - case when target < {FOREVER} * pace then ceil(target / pace)::int else {FOREVER} end;
    select c.keys, greatest(since, c.begins) into keys, lowest
      from public.search_cover(places, greatest(since, lowest), highest, kinds) c;
    {QUESTIONS};
    settled := {SETTLED};
    -- Every day of the places: their words tell it all, unless nothing must be there.
    lately := keys[1] & {ANY_DAY} <> 0 or not {MUST};
    if lately then
      <keyed>
    else
      <whenever>
    end if;
    exit when read >= most or lowest = since;
    if not exact and true = any(typed_ones) then
      -- The whole words stand somewhere: what only begins so is forgotten.
      {ONLY_TYPED};
      exact := true;
      sought := asked;
      read := cardinality(ids);
    end if;
    -- Each reading gathers anew every word that begins so: rather too many days than once more.
    target := case when position(':*' in sought::text) > 0 then {AHEAD} else 1.15 end * (most - read) + bite;
    if 10 * read >= most then
      pace := read / (newest - lowest + 1.0);
    else
      -- A word that fades is soon read through; one that many texts hold comes back, hence not all its days at once.
      common := coalesce(common, public.search_expected(questions) > {MANY});
      pace := case when common then target / ({WIDENED} * (newest - lowest + 1.0)) else 0 end;
    end if;
    bite := 2 * bite;
    highest := lowest - 1;
  end loop;
  if not exact and cardinality(ids) >= most and false = any(typed_ones) then
    -- Many begin so: where else the whole words stand is not known yet.
    before_day := 'infinity';
    before_id := 0;
    {_WHOLE};
    if found then
      return;
    end if;
  end if;
  {ANSWER}
end
"""


_WALKED = f"""
    select {COLLECTED}, (select count(*) from walked), coalesce(newest, (select max(day) from walked)),
        (select w.day from walked w order by w.day, w.id limit 1),
        (select w.id from walked w order by w.day, w.id limit 1)
      into {INTO}, stepped, newest, highest, last from kept m;"""
# Of the exact words, told as they are read; of a beginning, kept as long as it may have to be forgotten.
_READ = f"""if exact then
        return query select m.id, m.dossier_id, m.source, m.rank, m.block, m.day, m.place_id, m.compartment_id,
            m.score, begins, m.orders, m.format from (<inverted>) m;
        get diagnostics given = row_count;
        read := read + given;
      else
        with m as materialized (<inverted>)
        select {COLLECTED} into {INTO} from m;
        read := cardinality(ids);
      end if;"""


def body(*, plain: bool) -> str:
    """Will write the walk: for a question that nothing narrows, or for any other, which sends the first one away."""
    wanted = PLAINLY if plain else WANTED
    parts = {
        "<plain>": "" if plain else _SENT_AWAY,
        "<alone>": "true" if plain else "false",
        "<walk one>": _WALK_ONE + _WALKED,
        "<walk>": _WALK + _WALKED,
        "<keyed>": _READ.replace("<inverted>", _inverted(keyed=True, wanted=wanted)),
        "<whenever>": _READ.replace("<inverted>", _inverted(keyed=False, wanted=wanted)),
        "<wanted>": wanted,
        "<typed>": TYPED if plain else TYPED_NARROWED,
        "<own>": "window_search_plain" if plain else "window_search",
    }
    written = _BODY
    for mark, sql in parts.items():
        written = written.replace(mark, sql)
    return written


# What entered the index after a look: the dossiers whose new texts answer, and how many of those.
NEW_BODY = f"""
#variable_conflict use_column
declare{_DECLARED}
begin
  if numnode(asked) = 0 then
    return;
  end if;
  {PLACES};
  return query
    select m.dossier_id, count(*)::int from (
      select e.dossier_id from public.search_entry e
      where e.id > looked and e.id <= reached and e.day >= since and e.day <= until and <wanted>
      order by e.id desc limit most) m
    group by 1;
end
""".replace("<wanted>", WANTED.replace("sought", "asked"))
