"""In the key database: the keys that a hold keeps, and the register of the dossiers that were destroyed.

A held key is not deleted by anyone, the owner included; the mirror is released line by line, never erased.
"""

from django.db import migrations, models

from egide.platform.database.roles import APP
from egide.platform.database.walls import predicate
from egide.platform.storage.routers import KEYS

IN_KEYS = {"alias": KEYS}
CONDITION = predicate()
TABLES = ("storage_heldkey", "storage_dossierdestruction")
WALLS_SQL = "".join(
    f"alter table {table} enable row level security, force row level security;\n"
    f"create policy walls on {table} for all using ({CONDITION}) with check ({CONDITION});\n"
    for table in TABLES
)
NO_WALLS_SQL = "".join(f"drop policy walls on {table};\n" for table in TABLES)
GUARD_SQL = f"""\
create function public.storage_keep_held_keys() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from was w join storage_heldkey h on h.object_id = w.object_id and h.released_at is null)
  then raise exception 'held: this key may not be deleted' using errcode = 'restrict_violation'; end if;
  return null;
end $$;
create trigger held after delete on storage_wrappedkey referencing old table as was
  for each statement execute function public.storage_keep_held_keys();

create function public.storage_keep_mirror() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if old.released_at is null and new.released_at is not null and new.released_by <> ''
       and (new.object_id, new.hold, new.compartment_id, new.held_at)
           is not distinct from (old.object_id, old.hold, old.compartment_id, old.held_at)
    then return new; end if;
  end if;
  raise exception 'a held key is released, never erased' using errcode = 'restrict_violation';
end $$;
create trigger only_released before update or delete on storage_heldkey
  for each row execute function public.storage_keep_mirror();
create trigger never_truncated before truncate on storage_heldkey
  for each statement execute function public.storage_keep_mirror();
create function public.storage_keep_keys() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from storage_heldkey where released_at is null)
  then raise exception 'held: this key may not be deleted' using errcode = 'restrict_violation'; end if;
  return null;
end $$;
create trigger held_table before truncate on storage_wrappedkey
  for each statement execute function public.storage_keep_keys();
create trigger append_only before update or delete on storage_dossierdestruction
  for each row execute function public.storage_refuse();
create trigger never_truncated before truncate on storage_dossierdestruction
  for each statement execute function public.storage_refuse();
alter table storage_wrappedkey enable always trigger held, enable always trigger held_table;
alter table storage_heldkey enable always trigger only_released, enable always trigger never_truncated;
revoke delete, truncate on storage_heldkey from {APP};
revoke update, delete, truncate on storage_dossierdestruction from {APP};
"""
NO_GUARD_SQL = f"""\
drop trigger never_truncated on storage_dossierdestruction;
drop trigger append_only on storage_dossierdestruction;
drop function public.storage_keep_held_keys() cascade;
drop function public.storage_keep_keys() cascade;
drop function public.storage_keep_mirror() cascade;
grant delete on storage_heldkey to {APP};
grant update, delete on storage_dossierdestruction to {APP};
"""


class Migration(migrations.Migration):
    dependencies = [("storage", "0003_anchor")]
    operations = [
        migrations.CreateModel(
            name="DossierDestruction",
            fields=[
                (
                    "dossier",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="dossier"),
                ),
                ("compartment_id", models.IntegerField(verbose_name="compartiment")),
                ("number", models.CharField(max_length=40, verbose_name="numéro")),
                ("destroyed_at", models.DateTimeField(verbose_name="détruit")),
                ("decision", models.CharField(max_length=60, verbose_name="décision")),
                ("certificate", models.CharField(max_length=60, verbose_name="certificat")),
            ],
            options={
                "verbose_name": "destruction de dossier",
                "verbose_name_plural": "destructions de dossiers",
                "ordering": ["destroyed_at", "dossier"],
            },
        ),
        migrations.CreateModel(
            name="HeldKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.UUIDField(verbose_name="objet")),
                ("hold", models.BigIntegerField(verbose_name="gel")),
                ("compartment_id", models.IntegerField(verbose_name="compartiment")),
                ("held_at", models.DateTimeField(verbose_name="retenue")),
                ("released_at", models.DateTimeField(null=True, verbose_name="relâchée")),
                (
                    "released_by",
                    models.CharField(blank=True, max_length=64, verbose_name="entrée qui la relâche"),
                ),
            ],
            options={
                "verbose_name": "clé retenue",
                "verbose_name_plural": "clés retenues",
                "indexes": [
                    models.Index(
                        condition=models.Q(("released_at", None)), fields=["hold"], name="heldkey_hold"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at", None)),
                        fields=("object_id", "hold"),
                        name="heldkey_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(WALLS_SQL, NO_WALLS_SQL, hints=IN_KEYS),
        migrations.RunSQL(GUARD_SQL, NO_GUARD_SQL, hints=IN_KEYS),
    ]
