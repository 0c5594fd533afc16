"""Application entry of kernel.bodies.

Gives the journal its sentences.
"""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Will register the other bodies with Django."""

    name = "egide.kernel.bodies"
    label = "bodies"
    verbose_name = "Autres organismes"

    def ready(self) -> None:
        """Will give the journal the sentences of the list."""
        from egide.platform.journal.wording import register

        register(
            {
                "body.kept": "Organisme «\u00a0{code}\u00a0» inscrit ou corrigé dans la liste des autres organismes.",
                "body.checked": "Coordonnées de l’organisme «\u00a0{code}\u00a0» vérifiées.",
                "body.retired": "Organisme «\u00a0{code}\u00a0» retiré de la liste.",
            }
        )
