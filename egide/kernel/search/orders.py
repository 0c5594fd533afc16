"""The orders that a dossier concerns, kept beside each of its texts: what a page counts by order comes with its rows.

Serves the windows of full text (opening.py). Written by triggers as the owner, whoever writes; decision 0048.
"""

from collections.abc import Iterator
from typing import Any

_TRIGGER = "returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp"
ORDERS = """
create function public.search_orders(about bigint) returns bigint[]
language sql stable set search_path = pg_catalog, public, pg_temp as $orders$
  select coalesce(array_agg(c.order_id order by c.order_id), '{}')
  from parties_concernedorder c where c.dossier_id = about
$orders$;
revoke all on function public.search_orders(bigint) from public;
"""
# The table is written once: an update would leave as many dead rows, and each index would be told of all of them.
COLUMN = """
alter table search_entry add column orders bigint[] not null default '{}';
alter table search_entry alter column orders type bigint[] using public.search_orders(dossier_id);
analyze search_entry;
"""
# An outsider who writes a text reads no order: the owner does. A text that claims another compartment than its
# dossier’s learns nothing before it is refused.
CONCERN = f"""
create or replace function public.search_concern() {_TRIGGER} as $concern$
begin
  if exists (select from dossiers_dossier d where d.id = new.dossier_id and d.compartment_id = new.compartment_id) then
    new.orders := public.search_orders(new.dossier_id);
  end if;
  return new;
end $concern$;
"""
FOLLOW = f"""{CONCERN}
create function public.search_concerned() {_TRIGGER} as $concerned$
declare
  about bigint;
  known bigint[];
begin
  foreach about in array array_remove(array[old.dossier_id, nullif(new.dossier_id, old.dossier_id)], null) loop
    known := public.search_orders(about);
    update search_entry set orders = known where dossier_id = about and orders <> known;
  end loop;
  return null;
end $concerned$;
revoke all on function public.search_concern(), public.search_concerned() from public;
create trigger search_concerns before insert on search_entry for each row execute function public.search_concern();
create trigger search_concerned after insert or delete or update of order_id, dossier_id on parties_concernedorder
  for each row execute function public.search_concerned();
"""
FOLLOW_BACK = """
drop trigger search_concerned on parties_concernedorder; drop trigger search_concerns on search_entry;
drop function public.search_concerned(), public.search_concern();
"""
_WRONG = """
select count(*) from search_entry e
left join (select c.dossier_id, array_agg(c.order_id order by c.order_id) as orders
           from parties_concernedorder c group by 1) c using (dossier_id)
where e.orders <> coalesce(c.orders, '{}') and (%(dossier)s::bigint is null or e.dossier_id = %(dossier)s)
"""


def problems(cursor: Any, dossier: int | None) -> Iterator[str]:
    """Will say how many texts are not counted with the orders of their dossier."""
    cursor.execute(_WRONG, {"dossier": dossier})
    if wrong := int(cursor.fetchone()[0]):
        said = (
            "texte compté sous d’autres ordres que ceux"
            if wrong == 1
            else "textes comptés sous d’autres ordres que ceux"
        )
        yield f"Recherche : {wrong} {said} de son dossier; lancez « egide search rebuild »."
