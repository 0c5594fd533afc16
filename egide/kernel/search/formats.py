"""The format of a document, kept beside its name and its contents: what a page counts by format comes with its rows.

Serves the windows of full text (opening.py). Written by triggers as the owner, whoever writes; decision 0053.
"""

from collections.abc import Iterator
from typing import Any

from egide.platform.database.roles import APP

_TRIGGER = "returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp"
OF_DOCUMENTS = "source in ('document', 'content')"
# The newest version's; none as long as there is no version.
FORMATS = f"""
create function public.search_format(about bigint, which int) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $format$
  select coalesce((select v.media_type from documents_document t
    join documents_documentversion v on v.document_id = t.id
    where t.dossier_id = about and t.rank = which order by v.number desc limit 1), '')
$format$;
revoke all on function public.search_format(bigint, int) from public, {APP};
"""
FORMATS_BACK = "drop function public.search_format(bigint, int)"
# The table is written once: an update would leave as many dead rows, and each index would be told of all of them.
COLUMN = f"""
alter table search_entry add column format varchar(120) not null default '';
alter table search_entry alter column format type varchar(120)
  using case when {OF_DOCUMENTS} then public.search_format(dossier_id, rank) else '' end;
analyze search_entry;
"""
COLUMN_BACK = "alter table search_entry drop column format"
# Whoever adds a version holds the dossier: one waits for the other, then sees what it wrote. A text that claims another
# compartment than its dossier’s learns nothing before it is refused.
FOLLOW = f"""
create function public.search_formed() {_TRIGGER} as $formed$
begin
  perform from dossiers_dossier d where d.id = new.dossier_id and d.compartment_id = new.compartment_id for key share;
  if found then
    new.format := public.search_format(new.dossier_id, new.rank);
  end if;
  return new;
end $formed$;
create function public.search_versioned() {_TRIGGER} as $versioned$
declare
  one record;
begin
  perform from dossiers_dossier d where d.id = coalesce(new.dossier_id, old.dossier_id) for key share;
  for one in
    select t.dossier_id, t.rank, public.search_format(t.dossier_id, t.rank) as known from documents_document t
    where t.id = coalesce(new.document_id, old.document_id)
  loop
    update search_entry set format = one.known
     where dossier_id = one.dossier_id and rank = one.rank and {OF_DOCUMENTS} and format <> one.known;
  end loop;
  return null;
end $versioned$;
revoke all on function public.search_formed(), public.search_versioned() from public;
create trigger search_formed before insert on search_entry
  for each row when (new.{OF_DOCUMENTS}) execute function public.search_formed();
create trigger search_versioned after insert or delete on documents_documentversion
  for each row execute function public.search_versioned();
create trigger search_reversioned after update of media_type, number on documents_documentversion
  for each row when ((old.media_type, old.number) is distinct from (new.media_type, new.number))
  execute function public.search_versioned();
"""
FOLLOW_BACK = """
drop trigger search_reversioned on documents_documentversion;
drop trigger search_versioned on documents_documentversion; drop trigger search_formed on search_entry;
drop function public.search_versioned(), public.search_formed();
"""
_WRONG = f"""
select count(*) from search_entry e
left join (select distinct on (t.id) t.dossier_id, t.rank, v.media_type from documents_document t
           join documents_documentversion v on v.document_id = t.id
           where %(dossier)s::bigint is null or t.dossier_id = %(dossier)s
           order by t.id, v.number desc) t on t.dossier_id = e.dossier_id and t.rank = e.rank and e.{OF_DOCUMENTS}
where e.format <> coalesce(t.media_type, '') and (%(dossier)s::bigint is null or e.dossier_id = %(dossier)s)
"""


def problems(cursor: Any, dossier: int | None) -> Iterator[str]:
    """Will say how many texts are not counted with the format of their document."""
    cursor.execute(_WRONG, {"dossier": dossier})
    if wrong := int(cursor.fetchone()[0]):
        said = (
            "texte compté sous un autre format que celui de son document"
            if wrong == 1
            else "textes comptés sous un autre format que celui de leur document"
        )
        yield f"Recherche : {wrong} {said}; lancez « egide search rebuild »."
