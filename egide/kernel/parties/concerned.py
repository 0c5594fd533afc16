"""The orders that each dossier concerns, in step with the parties and with the dossier: the SQL, and its proof.

Serves one order's list among a million dossiers (decision 0045). Written by triggers, whoever writes the party or the
dossier; read under the same walls as the dossier.
"""

from collections.abc import Iterator

from django.db import connection

from egide.kernel.dossiers.differing import differing

TABLE = "parties_concernedorder"
# What lists narrow and sort by, as the dossier has it.
BESIDE = ("kind", "unit_id", "assignee_id", "named", "state", "received_on", "closed_on", "next_due_on")
_COLUMNS = ", ".join(("order_id", "dossier_id", "compartment_id", *BESIDE))
_OF_DOSSIER = ", ".join(f"d.{name}" for name in ("compartment_id", *BESIDE))
_ORDERS = "p.role = 'order' and p.order_id is not null"

# Everything again, set by set: a migration, a seeding without triggers.
FILL = f"""
insert into {TABLE} ({_COLUMNS})
select p.order_id, d.id, {_OF_DOSSIER}
from (select distinct p.order_id, p.dossier_id from parties_party p where {_ORDERS}) p
join dossiers_dossier d on d.id = p.dossier_id;
"""
_AGAIN = f"""on conflict (dossier_id, order_id, compartment_id)
do update set ({", ".join(BESIDE)}) = row({", ".join(f"excluded.{name}" for name in BESIDE)})"""
_FUNCTION = "language plpgsql set search_path = pg_catalog, public, pg_temp"
# The dossier's row is held meanwhile: an order added while somebody closes the dossier is not left open.
FUNCTIONS = f"""
create function public.parties_tell_orders() returns trigger {_FUNCTION} as $tell$
begin
  perform from dossiers_dossier d where d.id in (new.dossier_id, old.dossier_id) for no key update;
  if old.order_id is not null then
    delete from {TABLE} c where c.dossier_id = old.dossier_id and c.order_id = old.order_id and not exists (
      select from parties_party p
      where p.dossier_id = old.dossier_id and p.order_id = old.order_id and p.role = 'order');
  end if;
  if new.order_id is not null and new.role = 'order' then
    insert into {TABLE} ({_COLUMNS})
    select new.order_id, d.id, {_OF_DOSSIER} from dossiers_dossier d where d.id = new.dossier_id
    on conflict (dossier_id, order_id, compartment_id) do nothing;
  end if;
  return null;
end $tell$;

create function public.parties_follow_dossier() returns trigger {_FUNCTION} as $follow$
begin
  update {TABLE} set ({", ".join(BESIDE)}) = row({", ".join(f"new.{name}" for name in BESIDE)})
  where dossier_id = new.id;
  return null;
end $follow$;
revoke all on function public.parties_tell_orders(), public.parties_follow_dossier() from public;
"""
_SAME = " and ".join(
    f"old.{name} is not distinct from new.{name}" for name in ("role", "order_id", "dossier_id")
)
TRIGGERS = f"""
create trigger concerned_added after insert on parties_party for each row
  when (new.order_id is not null) execute function public.parties_tell_orders();
create trigger concerned_changed after update on parties_party for each row
  when (not ({_SAME})) execute function public.parties_tell_orders();
create trigger concerned_removed after delete on parties_party for each row
  when (old.order_id is not null) execute function public.parties_tell_orders();
create trigger concerned_followed after update on dossiers_dossier for each row
  when ({" or ".join(f"old.{name} is distinct from new.{name}" for name in BESIDE)})
  execute function public.parties_follow_dossier();
"""
BACK = """
drop trigger concerned_added on parties_party; drop trigger concerned_changed on parties_party;
drop trigger concerned_removed on parties_party; drop trigger concerned_followed on dossiers_dossier;
drop function public.parties_tell_orders(), public.parties_follow_dossier();
"""
_PROBLEMS = f"""
with kept as (select {_COLUMNS} from {TABLE}),
     real as (select p.order_id, d.id, {_OF_DOSSIER}
              from (select distinct p.order_id, p.dossier_id from parties_party p where {_ORDERS}) p
              join dossiers_dossier d on d.id = p.dossier_id),
     wrong as ((table kept except table real) union all (table real except table kept))
select distinct d.number from wrong w join dossiers_dossier d on d.id = w.dossier_id order by 1
"""


def problems() -> Iterator[str]:
    """Will name each dossier whose orders are not those of its parties, or not as the dossier stands; as the owner."""
    yield from differing(
        _PROBLEMS,
        said="les ordres visés des listes ne sont pas ceux du dossier.",
        others="Ordres visés",
    )


def rebuild() -> None:
    """Will write them all again, while nobody writes a dossier or a party."""
    with connection.cursor() as cursor:
        cursor.execute("lock table dossiers_dossier, parties_party in share row exclusive mode")
        # Rows of a held dossier are never deleted: only those that say what is not are taken away.
        cursor.execute(
            f"delete from {TABLE} c where not exists (select from parties_party p where {_ORDERS} "
            "and p.dossier_id = c.dossier_id and p.order_id = c.order_id)"
        )
        cursor.execute(f"{FILL.strip().rstrip(';')} {_AGAIN}")
