"""`egide demo`: the whole house on one machine, from nothing: database, web server, worker, a small Office.

For trying out, never for real files: its accounts are printed for everybody to see.
"""

import os
import time
from pathlib import Path

import click

from egide.interfaces.commands import demo_home, supervisor
from egide.interfaces.commands.french import FrenchCommand
from egide.platform.database.cluster import Cluster


@click.command(cls=FrenchCommand, help="Démarre la démonstration complète; Ctrl-C l’arrête.")
@click.option(
    "--port", default=8000, envvar="PORT", show_default=True, type=click.IntRange(1, 65535), help="Port web."
)
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True, help="Adresse d’écoute.")
def command(port: int, host: str) -> None:
    """Will prepare what is missing, serve until Ctrl-C, and stop web, worker, then database."""
    start("demo", port=port, host=host)


def start(name: str, *, port: int, host: str) -> None:
    """Will run the house of this name, with a home of its own: the demonstration, or the practice space."""
    began = time.monotonic()
    cluster = Cluster.named(name)
    cluster.make_home()
    try:
        with supervisor.stop_signals(), demo_home.only_one(cluster.home):
            demo_home.wait_for_port(host, port)
            with cluster.running():
                _surround(cluster, port)
                _prepare(cluster)
                _serve(cluster, host, port, began)
    except supervisor.Stopped:
        click.echo("\nÉgide est arrêté; rien n’est perdu.")


def _surround(cluster: Cluster, port: int) -> None:
    os.environ.update(cluster.environment())
    os.environ["EGIDE_MODE"] = "demo"
    os.environ.setdefault("EGIDE_STATIC_ROOT", str(cluster.home / "static"))
    os.environ.setdefault("EGIDE_PUBLIC_URL", f"http://localhost:{port}")
    os.environ.setdefault("EGIDE_MAIL_FROM", "Office des professions du Québec <info@egide.example>")
    # Letters really leave by SMTP: to a server of the demonstration's own, on a port that is free now.
    os.environ.setdefault("EGIDE_SMTP_PORT", str(demo_home.free_port()))


def _prepare(cluster: Cluster) -> None:
    home = demo_home.DemoHome(cluster.home)
    if home.was_interrupted():
        click.echo("Le premier chargement avait été interrompu\u00a0: il recommence à neuf.")
        home.wipe(cluster)
    if not home.is_migrated():
        click.echo("Préparation de la base de données…")
        supervisor.run_step("database", "migrate", "--quiet")
        home.mark_migrated()
    if not (home.is_loaded() and home.has_static_files()):
        supervisor.run_step("demo-data")


def _serve(cluster: Cluster, host: str, port: int, began: float) -> None:
    web = supervisor.Part("Le serveur web", ("serve", "--host", host, "--port", str(port)))
    worker = supervisor.Part("L’exécution des travaux", ("worker",))
    mail = supervisor.Part("Le serveur de courriel", ("demo-mail", "--port", os.environ["EGIDE_SMTP_PORT"]))
    announced = False

    def look() -> None:
        nonlocal announced
        if not cluster.is_running():
            click.echo("PostgreSQL s’est arrêté de façon imprévue; nouveau démarrage.", err=True)
            cluster.start(tied=True)
        if not announced and demo_home.answers(port):
            announced = True
            _announce(cluster.home, port, time.monotonic() - began)

    supervisor.supervise([mail, web, worker], look=look)


def _announce(home: Path, port: int, seconds: float) -> None:
    click.echo(f"\nÉgide est prêt (en {seconds:.0f} s)\u00a0: http://localhost:{port}\n")
    accounts = demo_home.DemoHome(home).accounts
    if accounts.exists():
        click.echo(accounts.read_text(encoding="utf-8"))
    click.echo(f"Les lettres envoyées arrivent dans {home / 'mail'}.\nCtrl-C arrête tout.")
