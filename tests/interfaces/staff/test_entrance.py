"""What every page begins with, read in two statements: the session, then the account with the roles of today.

Nothing of it is kept from one page to the next.
"""

from egide.platform.accounts.models import Membership, User
from tests.cast import NOW
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, SignIn


def test_a_role_withdrawn_shows_at_the_next_page(sign_in: SignIn, open_dossier: Open) -> None:
    client, url = sign_in("nadia"), f"/dossiers/{open_dossier().number}/"
    assert client.get(url).status_code == 200

    with as_owner():
        Membership.objects.filter(user__email__startswith="nadia").update(until=NOW.date())

    assert client.get(url).status_code == 404


def test_an_account_closed_is_signed_out_at_the_next_page(sign_in: SignIn) -> None:
    client = sign_in("nadia")
    assert client.get("/travail/").status_code == 200

    with as_owner():
        User.objects.filter(email__startswith="nadia").update(is_active=False)

    assert client.get("/travail/").status_code == 302
