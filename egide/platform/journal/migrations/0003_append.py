"""The two writers of entries: `journal_append` adds one, `journal_forget` deletes a dossier's notes.

They run as the owner, because the application may only read; the bytes are those of
docs/decisions/0003-journal-format.md and never change: a new layout would be another first line.
"""

from django.db import migrations

from egide.platform.database.roles import APP

# Who may write where: the predicate of the walls, as an error rather than as an absent row.
ADMIT_SQL = """
create function journal_admit(p_compartment bigint, p_dossier bigint) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := current_setting('egide.actor', true);
begin
  if coalesce(v_actor, '') !~ '^(staff|external|service):[a-z0-9_-]+$' then
    raise exception 'journal: nobody acts, nothing is written' using errcode = 'insufficient_privilege';
  end if;
  if (p_compartment = any(egide_compartments())) is not true then
    raise exception 'journal: not a compartment of this actor' using errcode = 'insufficient_privilege';
  end if;
  if coalesce(p_dossier, 0) = any(coalesce(egide_conflicts(), '{}')) then
    raise exception 'journal: a dossier in conflict of interest' using errcode = 'insufficient_privilege';
  end if;
  if p_dossier is not null and egide_is_external() is not false
     and (p_dossier = any(egide_grants())) is not true then
    raise exception 'journal: a dossier not granted' using errcode = 'insufficient_privilege';
  end if;
  return v_actor;
end $$;
"""

APPEND_SQL = r"""
create function journal_append(
  p_chain text, p_compartment bigint, p_dossier bigint,
  p_code text, p_data text, p_at timestamptz, p_notes jsonb,
  out event_id bigint, out event_seq int, out event_hash bytea
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  c_none constant bytea := decode(repeat('00', 32), 'hex');
  v_actor constant text := journal_admit(p_compartment, p_dossier);
  v_head journal_head;
  v_line text := '';
  v_body text;
  v_key text;
  v_text text;
  v_salt bytea;
  v_digest bytea;
begin
  if p_chain !~ '^[a-z][a-z0-9_-]*(:[a-z0-9][a-z0-9_-]*)+$' or length(p_chain) > 120
     or (p_chain like 'dossier:%' and p_chain is distinct from 'dossier:' || p_dossier)
     or (p_chain like 'access:%' and split_part(p_chain, ':', 2) is distinct from
         (select c.code from accounts_compartment c where c.id = p_compartment)) then
    raise exception 'journal: misspelled chain' using errcode = 'invalid_parameter_value';
  end if;
  if p_code is null or p_code !~ '^[a-z][a-z0-9_.]{0,79}$' then
    raise exception 'journal: misspelled code' using errcode = 'invalid_parameter_value';
  end if;
  if (p_data is json object with unique keys) is not true
     or p_data ~ '[\n\r]' or octet_length(p_data) > 65536 then
    raise exception 'journal: the data is one line of JSON' using errcode = 'invalid_parameter_value';
  end if;
  if p_at is null or not isfinite(p_at) or p_at < '1900-01-01' or p_at >= '9999-01-01' then
    raise exception 'journal: the instant is missing' using errcode = 'invalid_parameter_value';
  end if;

  -- The head's row is the chain's lock. The loop runs twice for the first entry of a chain.
  loop
    select * into v_head from journal_head h where h.chain = p_chain for update;
    exit when found;
    insert into journal_head (chain, compartment_id, dossier_id, seq, hash, sealed_seq)
      values (p_chain, p_compartment, case when p_chain like 'dossier:%' then p_dossier end, 0, c_none, 0)
      on conflict do nothing;
  end loop;
  if v_head.compartment_id <> p_compartment then
    raise exception 'journal: a chain never changes compartment' using errcode = 'insufficient_privilege';
  end if;

  event_id := nextval('journal_event_id_seq');
  event_seq := v_head.seq + 1;
  if p_notes is not null then
    for v_key, v_text in select n.key, n.value from jsonb_each_text(p_notes) n order by n.key collate "C" loop
      if v_key !~ '^[a-z][a-z0-9_]{0,39}$' or v_text is null then
        raise exception 'journal: misspelled note' using errcode = 'invalid_parameter_value';
      end if;
      v_salt := uuid_send(gen_random_uuid());
      v_digest := sha256(v_salt || convert_to(v_text, 'UTF8'));
      v_line := v_line || ',' || v_key || '=' || encode(v_digest, 'hex');
      insert into journal_note (event_id, key, compartment_id, dossier_id, salt, text, digest, forgotten_by)
        values (journal_append.event_id, v_key, p_compartment, p_dossier, v_salt, v_text, v_digest, '');
    end loop;
  end if;

  v_body := concat_ws(E'\n',
    'egide-journal-1', encode(v_head.hash, 'hex'), p_chain, event_seq, p_compartment,
    coalesce(p_dossier::text, '-'), to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    v_actor, p_code, case when v_line = '' then '-' else substr(v_line, 2) end, p_data);
  event_hash := sha256(convert_to(v_body, 'UTF8'));

  insert into journal_event
      (id, chain, seq, compartment_id, dossier_id, recorded_at, actor, code, body, previous, hash)
    values (event_id, p_chain, event_seq, p_compartment, p_dossier, p_at, v_actor, p_code, v_body,
      v_head.hash, event_hash);
  update journal_head h set seq = event_seq, hash = event_hash where h.chain = p_chain;
end $$;
"""

FORGET_SQL = r"""
create function journal_forget(p_dossier bigint, p_decision text, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_chain constant text := 'dossier:' || p_dossier;
  v_head journal_head;
  v_count int;
begin
  if p_decision is null or p_decision !~ '^[A-Za-z0-9][A-Za-z0-9./_-]{0,63}$' then
    raise exception 'journal: a destruction cites its decision' using errcode = 'invalid_parameter_value';
  end if;
  select * into v_head from journal_head h where h.chain = v_chain for update;
  if not found then
    return 0;
  end if;
  -- Before the deletion, although journal_append() asks again: a refusal must not depend on a rollback.
  perform journal_admit(v_head.compartment_id, p_dossier);
  update journal_note n set text = null, salt = null, forgotten_by = p_decision
    where n.dossier_id = p_dossier and n.compartment_id = v_head.compartment_id and n.text is not null;
  get diagnostics v_count = row_count;
  if v_count > 0 then
    perform journal_append(v_chain, v_head.compartment_id, p_dossier, 'journal.notes_forgotten',
      format('{"decision":"%s","notes":%s}', p_decision, v_count), p_at, null);
  end if;
  return v_count;
end $$;
"""

SIGNATURES = (
    "journal_append(text, bigint, bigint, text, text, timestamptz, jsonb)",
    "journal_forget(bigint, text, timestamptz)",
)
GRANTS_SQL = "revoke all on function journal_admit(bigint, bigint) from public;\n" + "".join(
    f"revoke all on function {name} from public;\ngrant execute on function {name} to {APP};\n"
    for name in SIGNATURES
)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_walls")]
    operations = [
        migrations.RunSQL(ADMIT_SQL, "drop function journal_admit"),
        migrations.RunSQL(APPEND_SQL, "drop function journal_append"),
        migrations.RunSQL(FORGET_SQL, "drop function journal_forget"),
        migrations.RunSQL(GRANTS_SQL, migrations.RunSQL.noop),
    ]
