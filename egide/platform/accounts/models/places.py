"""Where people work: sites, compartments that wall content off, and the units inside them.

Serves the independence of the Commissioner and of the bureau of presidents; holds no content itself.
"""

from django.db import models


class Site(models.Model):
    """A building of the Office."""

    code = models.SlugField("code", max_length=40, unique=True)
    name = models.CharField("nom", max_length=120)
    address = models.TextField("adresse, une ligne par ligne", max_length=400, blank=True)
    phone = models.CharField("téléphone", max_length=40, blank=True)
    email = models.EmailField("courriel", blank=True)

    class Meta:
        verbose_name = "site"
        verbose_name_plural = "sites"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Compartment(models.Model):
    """A wall: content carries its compartment, and only actors of that compartment see it."""

    code = models.SlugField("code", max_length=40, unique=True)
    name = models.CharField("nom", max_length=120)
    reads_journaled = models.BooleanField("consultations journalisées", default=False)

    class Meta:
        verbose_name = "compartiment"
        verbose_name_plural = "compartiments"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An administrative unit: it belongs to exactly one compartment."""

    code = models.SlugField("code", max_length=40, unique=True)
    name = models.CharField("nom", max_length=160)
    compartment = models.ForeignKey(
        Compartment, models.PROTECT, related_name="units", verbose_name="compartiment"
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="units", verbose_name="site")
    head = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units_headed",
        verbose_name="responsable",
    )

    class Meta:
        verbose_name = "unité"
        verbose_name_plural = "unités"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
