"""What makes a text an answer, in SQL, and what the windows of full text tell of it.

The words, the walls, the reader’s reach, what narrows, the days: one text for both ways of reading (walking.py).
"""

from egide.platform.database.walls import predicate

# Same words as the policies; the reader's reach (role, unit, assignment) is that of the gate.
_WALLS = predicate(compartment="e.compartment_id", dossier="e.dossier_id")
# Of a question that nothing narrows: the same plan suits every word, so that none is made again (PLAIN). The person
# in charge is read row by row, where it matters: « exists » would let a kept plan gather every dossier of someone.
PLAINLY = f"""e.words @@ sought and {_WALLS}
      and (e.place_id + 0 = any(whole) or (e.place_id + 0 = any(places)
        and (select d.assignee_id = any(mine) or d.named && mine
          from public.dossiers_dossier d where d.id = e.dossier_id)))"""
_OF_DOSSIER = "exists (select from public.dossiers_dossier d where d.id = e.dossier_id and {})"
WANTED = f"""e.words @@ sought and {_WALLS}
      and (wanted->>'sources' is null or e.source = any(array(select jsonb_array_elements_text(wanted->'sources'))))
      and (wanted->>'weight' is null or ts_filter(e.words, array[wanted->>'weight']::"char"[]) @@ sought)
      and (wanted->>'dossier' is null or e.dossier_id = (wanted->>'dossier')::bigint)
      and (e.place_id + 0 = any(whole) or (e.place_id + 0 = any(places)
        and {_OF_DOSSIER.format("(d.assignee_id = any(mine) or d.named && mine)")}))
      and (wanted->>'standing' is null
        or {_OF_DOSSIER.format("(d.closed_on is null) = (wanted->>'standing' = 'open')")})
      and (wanted->>'state' is null or {_OF_DOSSIER.format("d.state = wanted->>'state'")})
      and (wanted->>'class' is null
        or {_OF_DOSSIER.format("starts_with(d.class_code, wanted->>'class')")})
      and (wanted->>'order' is null or exists (select from public.parties_party p
        join public.parties_professionalorder o on o.id = p.order_id
        where p.dossier_id = e.dossier_id and p.role = 'order' and o.slug = wanted->>'order'))
      and (wanted->>'formats' is null
        or e.format::text ^@ any(array(select jsonb_array_elements_text(wanted->'formats'))))"""
PERIOD = "e.day >= since and e.day <= until and (e.day, e.id) < (before_day, before_id)"
# The same, so written that no index is read for it: the inverted one holds the days already.
DAYS = "e.day + 0 >= lowest and e.day + 0 <= highest and (e.day + 0, e.id) < (before_day, before_id)"
# The score is computed where the row is read: a list of words is never carried, nor its page read again.
GIVEN = """e.id, e.dossier_id, e.source::text, e.rank, e.block::int, e.day, e.place_id, e.compartment_id,
      case when wanted->>'ranked' is not null then
        ts_rank(e.words, case when exact or e.words @@ asked then asked_said else begun_said end, 1) end as score,
      exact or <typed> as typed, e.orders::text as orders, e.format::text as format"""
# Of a row that answers one question or the other: whether the whole words stand there.
TYPED = "e.words @@ asked"
TYPED_NARROWED = f"""({TYPED}
      and (wanted->>'weight' is null or ts_filter(e.words, array[wanted->>'weight']::"char"[]) @@ asked))"""
