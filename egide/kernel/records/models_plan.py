"""The classification scheme: dated versions, each a tree of classes; what everyone may read (domain.md F, G.5).

No dossier and no compartment here: the scheme is published. The database refuses a change to a version in force.
"""

import json
from typing import Any

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

from egide.kernel.dossiers.models import Confidentiality

DEEPEST = 4  # levels of the scheme


class PlanState(models.TextChoices):
    """Where a version of the scheme stands."""

    DRAFT = "draft", "Projet"
    IN_FORCE = "in_force", "Adopté"
    REPLACED = "replaced", "Remplacé"


class Plan(models.Model):
    """One version of the scheme: written as a draft, adopted by someone else, replaced by the next one."""

    number = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    note = models.TextField(blank=True)
    sample = models.BooleanField(default=False)
    effective_on = models.DateField(null=True)
    ended_on = models.DateField(null=True, help_text="Le premier jour où la version ne s’applique plus.")
    written_by = models.CharField(max_length=60)
    # Each actor who wrote some of it, between spaces; whoever began it is in `written_by` (hands.py).
    hands = models.TextField(blank=True, default="")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    approved_by = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_as = models.CharField(max_length=200, blank=True)

    class Meta:
        """At most one draft at a time; an adopted version says from when and by whom."""

        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="draft"), name="records_plan_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", approved_at=None)
                | Q(
                    state__in=("in_force", "replaced"), approved_at__isnull=False, effective_on__isnull=False
                ),
                name="records_plan_adopted_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | ~Q(approved_by=models.F("written_by")),
                name="records_plan_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None)
                | ~Q(hands__contains=Concat(Value(" "), models.F("approved_by"), Value(" "))),
                name="records_plan_by_another_hand",
            ),
        ]


class PlanClass(models.Model):
    """One class of one version: where it stands, what goes there, what goes elsewhere, who opens dossiers in it.

    The lists (`see_also`, `units`, `series`) are codes separated by spaces; no unit named: any unit may open.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="classes")
    code = models.CharField(max_length=40, db_collation="C")
    parent = models.CharField(max_length=40, blank=True, db_collation="C")
    level = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    scope = models.TextField(blank=True)
    exclusions = models.TextField(blank=True)
    see_also = models.CharField(max_length=200, blank=True)
    confidentiality = models.CharField(
        max_length=20, choices=Confidentiality.choices, default=Confidentiality.INTERNAL
    )
    units = models.CharField(max_length=400, blank=True)
    series = models.CharField(max_length=200, blank=True)
    subdivided = models.BooleanField(default=False)

    class Meta:
        """A code is once in a version."""

        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="records_class_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=DEEPEST), name="records_class_level"),
        ]


class Subdivision(models.Model):
    """A uniform subdivision of one version: the same ending under each class that is subdivided."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="subdivisions")
    code = models.CharField(max_length=10, db_collation="C")
    title = models.CharField(max_length=160)
    scope = models.TextField(blank=True)

    class Meta:
        """A code is once in a version."""

        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="records_subdivision_once")]


def json_text(value: Any) -> str:
    """Will write a value as the text that the columns of this package keep."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
