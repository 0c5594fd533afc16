"""The hourly seal: a Merkle root over the heads changed since the last one, and the text to export.

Only the service `sealer` may call these functions; the tree is that of RFC 6962 (0x00 before a leaf, 0x01
before a node), so that no leaf can pass for a node.
"""

from django.db import migrations

from egide.platform.database.roles import APP

MERKLE_SQL = r"""
create function journal_merkle(p_leaves bytea[]) returns bytea
language plpgsql immutable set search_path = pg_catalog, public, pg_temp as $$
declare
  v_level bytea[] := p_leaves;
  v_size int := coalesce(cardinality(p_leaves), 0);
begin
  if v_size = 0 then
    return sha256(''::bytea);
  end if;
  -- Neighbours are paired, an odd last one goes up as it is: the same tree as RFC 6962, level by level.
  while v_size > 1 loop
    for i in 1 .. v_size / 2 loop
      v_level[i] := sha256('\x01'::bytea || v_level[2 * i - 1] || v_level[2 * i]);
    end loop;
    if v_size % 2 = 1 then
      v_level[v_size / 2 + 1] := v_level[v_size];
    end if;
    v_size := (v_size + 1) / 2;
  end loop;
  return v_level[1];
end $$;
"""

SEALER_SQL = """
create function journal_require_sealer() returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_setting('egide.actor', true) is distinct from 'service:sealer' then
    raise exception 'journal: only the sealer seals' using errcode = 'insufficient_privilege';
  end if;
end $$;
"""

SEAL_SQL = r"""
create function journal_seal(p_at timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_last journal_seal;
  v_new journal_seal;
begin
  perform journal_require_sealer();
  lock table journal_seal in exclusive mode;  -- readers go on, a second sealer waits
  select * into v_last from journal_seal order by id desc limit 1;
  v_new.id := coalesce(v_last.id, 0) + 1;
  v_new.sealed_at := p_at;
  v_new.previous := coalesce(v_last.hash, decode(repeat('00', 32), 'hex'));

  -- A head that a transaction is writing is left for the next seal: no waiting, hence no deadlock.
  insert into journal_leaf (seal_id, chain, compartment_id, dossier_id, seq, hash)
    select v_new.id, h.chain, h.compartment_id, h.dossier_id, h.seq, h.hash
      from journal_head h where h.seq > h.sealed_seq for update skip locked;
  update journal_head h set sealed_seq = l.seq
    from journal_leaf l where l.seal_id = v_new.id and l.chain = h.chain;

  select count(*), journal_merkle(array_agg(
      sha256('\x00'::bytea || convert_to(concat_ws(' ', l.chain, l.seq, encode(l.hash, 'hex')), 'UTF8'))
      order by l.chain))
    into v_new.leaves, v_new.root from journal_leaf l where l.seal_id = v_new.id;
  select count(*), coalesce(sum(h.sealed_seq), 0)
    into v_new.chains, v_new.events from journal_head h where h.sealed_seq > 0;
  v_new.body := concat_ws(E'\n',
    'egide-seal-1', v_new.id, to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    encode(v_new.previous, 'hex'), v_new.chains, v_new.events, v_new.leaves, encode(v_new.root, 'hex'));
  v_new.hash := sha256(convert_to(v_new.body, 'UTF8'));
  insert into journal_seal values (v_new.*);
  return v_new.id;
end $$;
"""

TEXT_SQL = r"""
create function journal_seal_text(p_number bigint) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform journal_require_sealer();
  return (
    select concat(s.body, E'\n', (
      select string_agg(concat_ws(' ', l.chain, l.seq, encode(l.hash, 'hex')) || E'\n', '' order by l.chain)
        from journal_leaf l where l.seal_id = s.id))
      from journal_seal s where s.id = p_number);
end $$;
"""

GRANTS_SQL = """
revoke all on function journal_require_sealer() from public;
""" + "".join(
    f"revoke all on function {name} from public;\ngrant execute on function {name} to {APP};\n"
    for name in ("journal_seal(timestamptz)", "journal_seal_text(bigint)")
)


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_append")]
    operations = [
        migrations.RunSQL(MERKLE_SQL, "drop function journal_merkle"),
        migrations.RunSQL(SEALER_SQL, "drop function journal_require_sealer"),
        migrations.RunSQL(SEAL_SQL, "drop function journal_seal"),
        migrations.RunSQL(TEXT_SQL, "drop function journal_seal_text"),
        migrations.RunSQL(GRANTS_SQL, migrations.RunSQL.noop),
    ]
