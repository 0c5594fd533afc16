import pytest
def test_s(): pytest.skip("outil absent")
def test_ok(db, as_owner):
    from django.db import connection
    with connection.cursor() as c:
        c.execute("select current_user"); assert c.fetchone()==("egide_app",)
