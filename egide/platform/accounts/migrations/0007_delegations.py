"""Delegations: roles of a unit lent from a day until a day, by a deed."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_absences"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="identifiant public"
                    ),
                ),
                ("authority", models.CharField(blank=True, max_length=160, verbose_name="autorité")),
                ("deed", models.CharField(max_length=200, verbose_name="acte")),
                ("since", models.DateField(verbose_name="depuis le")),
                ("until", models.DateField(verbose_name="jusqu’au (exclu)")),
                ("entered_at", models.DateTimeField(verbose_name="consignée le")),
                ("entered_by", models.CharField(max_length=60, verbose_name="consignée par")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="révoquée le")),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_received",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="personne déléguée",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_given",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="titulaire",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="accounts.unit",
                        verbose_name="unité",
                    ),
                ),
            ],
            options={
                "verbose_name": "délégation",
                "verbose_name_plural": "délégations",
                "ordering": ["since", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("revoked_at", None)),
                        fields=["delegate", "until"],
                        name="delegation_delegate",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="delegation_until_after_since",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("holder", None),
                                models.Q(("authority", ""), _negated=True),
                            ),
                            models.Q(("authority", ""), ("holder__isnull", False)),
                            _connector="OR",
                        ),
                        name="delegation_by_holder_or_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("holder", None),
                            models.Q(("holder", models.F("delegate")), _negated=True),
                            _connector="OR",
                        ),
                        name="delegation_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deed", ""), _negated=True), name="delegation_has_a_deed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DelegatedRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.SlugField(max_length=60, verbose_name="rôle")),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lent",
                        to="accounts.delegation",
                        verbose_name="délégation",
                    ),
                ),
            ],
            options={
                "verbose_name": "rôle délégué",
                "verbose_name_plural": "rôles délégués",
                "constraints": [
                    models.UniqueConstraint(fields=("delegation", "role"), name="delegation_role_once"),
                ],
            },
        ),
    ]
