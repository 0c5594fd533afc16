"""Application entry of kernel.wordings.

Gives the journal its sentences.
"""

from django.apps import AppConfig


class WordingsConfig(AppConfig):
    """Will register wordings with Django."""

    name = "egide.kernel.wordings"
    label = "wordings"
    verbose_name = "Textes des lettres"

    def ready(self) -> None:
        """Will give the journal the sentences of wordings."""
        from egide.platform.journal.wording import register

        register(
            {
                f"wording.{code}": f"Texte de la lettre {{template}} ({{module}}), version {{number}}, {words}."
                for code, words in (
                    ("written", "écrit"),
                    ("submitted", "soumis à l’approbation"),
                    ("returned", "retourné à qui l’écrit"),
                    ("approved", "approuvé à compter du {since:date}"),
                    ("set_aside", "mis de côté"),
                )
            }
        )
