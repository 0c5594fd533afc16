"""`{% load everyday %}`: the band that every page of the practice space carries.

Nothing is drawn anywhere else.
"""

from django import template
from django.conf import settings
from django.utils.html import format_html

register = template.Library()
WORDS = (
    "Espace d’exercice\u00a0: les personnes et les dossiers sont inventés, aucun courriel ne quitte cet appareil. "
    "N’y inscrivez rien de réel."
)


@register.simple_tag
def practice_band() -> str:
    """Will draw the band, in the practice space only."""
    if not settings.PRACTICE:
        return ""
    return format_html('<p class="practice" role="note"><strong>{}</strong></p>', WORDS)
