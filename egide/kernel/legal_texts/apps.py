"""Application entry of kernel.legal_texts.

Gives the journal its sentences.
"""

from django.apps import AppConfig


class LegalTextsConfig(AppConfig):
    """Will register legal texts with Django."""

    name = "egide.kernel.legal_texts"
    label = "legal_texts"
    verbose_name = "Textes de loi"

    def ready(self) -> None:
        """Will give the journal the sentences of the texts."""
        from egide.platform.journal.wording import register

        register(
            {
                "legal_text.entered": "Texte de loi {code}, version {version}, consigné à compter du {since:date}.",
                "legal_text.validated": "Texte de loi {code}, version {version}, validé à compter du {since:date}.",
                "legal_text.withdrawn": "Texte de loi {code}, version {version}, mis de côté avant validation.",
            }
        )
