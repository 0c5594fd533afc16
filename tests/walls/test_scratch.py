import time
def test_house(house, owner, app):
    rows = owner.execute("""select c.relname, c.relrowsecurity, c.relforcerowsecurity, obj_description(c.oid,'pg_class') from pg_class c join pg_namespace n on n.oid=c.relnamespace where nspname='public' and relkind in ('r','p') order by 1""").fetchall()
    for name, rls, force, doc in rows:
        cols=[r[0] for r in owner.execute("select attname from pg_attribute where attrelid=%s::regclass and attnum>0 and not attisdropped",[name])]
        n=owner.execute(f"select count(*) from {name}").fetchone()[0]
        z=owner.execute(f"select count(*) from {name} t where t::text like '%%zibeline%%'").fetchone()[0]
        print(name, rls, force, n, z, 'comp' if 'compartment_id' in cols else '', 'dossier' if 'dossier_id' in cols else '', doc or '')
    print(owner.execute("""select c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) from pg_constraint c where contype='f' and pg_get_constraintdef(c.oid) like '%%compartment_id%%'""").fetchall())
    for r in owner.execute("""select c.relname, i.relname, pg_get_indexdef(x.indexrelid) from pg_index x join pg_class c on c.oid=x.indrelid join pg_class i on i.oid=x.indexrelid where x.indisunique and c.relrowsecurity order by 1"""): print(r)
    for r in owner.execute("""select p.proname, p.prosecdef, p.proowner::regrole::text, p.proconfig, has_function_privilege('egide_app',p.oid,'execute'), has_function_privilege('egide_reader',p.oid,'execute'), p.proacl::text from pg_proc p where pronamespace='public'::regnamespace order by 1"""): print(r)
    for r in owner.execute("""select tablename, attname from pg_stats where schemaname='public' limit 3"""): print(r)
    print(app.execute("select count(*) from pg_stats where schemaname='public'").fetchone())
    print(app.execute("select distinct tablename from pg_stats where schemaname='public'").fetchall())
    print(house.plants)
