"""The named machines that act without a person: public intake, mail intake, scheduler, sealer, keys.

Serves the rule that nothing is written anonymously; a service signs in nowhere.
"""

from django.db import models

from egide.platform.accounts.models.places import Compartment


class ServiceActor(models.Model):
    """A service and the compartments where it may act."""

    code = models.SlugField("code", max_length=40, unique=True)
    name = models.CharField("nom", max_length=120)
    compartments = models.ManyToManyField(
        Compartment, related_name="services", blank=True, verbose_name="compartiments"
    )

    class Meta:
        verbose_name = "service"
        verbose_name_plural = "services"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
