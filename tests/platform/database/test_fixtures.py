from django.db import connection, connections
from tests.database import as_owner
def who(): 
    with connection.cursor() as c:
        c.execute("select session_user, current_user, current_database()"); return c.fetchone()
def test_db(db):
    print(who())
    with as_owner(): print(who())
    print(who())
def test_fresh(fresh):
    print(who())
    with as_owner(): print(who())
    print(who())
def test_live(live_site):
    print(live_site)
