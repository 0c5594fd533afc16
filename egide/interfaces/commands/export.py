"""`egide export`: takes a whole dossier out as a BagIt bag, checked before it is handed over.

With `--as`, what that person may read and only if the roles allow it; without, what the scheduler may read.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand

if TYPE_CHECKING:
    from egide.platform.accounts.actors import Actor


@click.command(cls=FrenchCommand, name="export", help="Sort un dossier complet en sac BagIt, vérifié.")
@click.argument("dossier")
@click.option(
    "--to",
    "folder",
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
    help="Dossier où écrire le sac (par défaut, le dossier courant).",
)
@click.option("--as", "email", help="Courriel de la personne dont les droits décident du contenu.")
def command(dossier: str, folder: Path, email: str | None) -> None:
    """Will write the bag, and print where it is."""
    with surroundings.database():
        surroundings.django()
        from django.utils import timezone

        from egide.kernel.exports.bag.packing import BagNotValid, pack
        from egide.platform.errors.failures import HouseFailure

        now = timezone.now()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            packed = pack(
                number=dossier, actor=_actor(email), folder=folder, now=now, policy=email is not None
            )
        except (BagNotValid, HouseFailure) as refusal:
            raise click.ClickException(_why(refusal, dossier)) from refusal
    click.echo(f"{packed.folder}\u00a0: {packed.files} fichiers, sac valide, journal recalculé.")


def _actor(email: str | None) -> "Actor":
    from django.utils import timezone

    from egide.platform.accounts.actors import actor_for_user, service
    from egide.platform.accounts.models import User

    if email is None:
        return service("scheduler")
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise click.ClickException(f"Aucun compte actif n’a l’adresse «\u00a0{email}\u00a0».")
    return actor_for_user(user, on=timezone.localdate())


def _why(refusal: Exception, dossier: str) -> str:
    from egide.platform.errors.failures import NotVisible

    if isinstance(refusal, NotVisible):
        return (
            f"Le dossier {dossier} n’existe pas, ou n’est pas lisible avec ces droits. "
            "Un dossier cloisonné se sort avec --as et le courriel d’une personne de son compartiment."
        )
    return str(refusal)
