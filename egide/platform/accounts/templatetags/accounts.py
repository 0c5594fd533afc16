"""What the sign-in page may offer: the organisation's single sign-on, the demonstration's notice.

Serves templates of this folder only.
"""

from django import template
from django.conf import settings
from django.urls import reverse

from egide.platform.accounts.devices import words
from egide.ui.pages import Link

register = template.Library()


@register.simple_tag
def demo_mode() -> bool:
    """Will tell whether this is the demonstration, whose printed accounts have no second factor."""
    return bool(settings.MODE == "demo")


@register.simple_tag
def single_sign_on() -> tuple[Link, ...]:
    """Will list the configured identity providers."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", ())
    return tuple(
        Link(label=app["name"], url=reverse("openid_connect_login", args=[app["provider_id"]]))
        for app in apps
    )


@register.filter
def device(user_agent: str) -> str:
    """Will say a browser in plain words."""
    return words(str(user_agent))
