"""A person who signs in, known by an e-mail address stored in lower case.

Serves staff and external people alike. There is no superuser: power comes from memberships and elevations.
"""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class FoldedEmailField(models.EmailField):  # type: ignore[type-arg]
    """An address folded to lower case on the way in, in writes and in queries alike."""

    def get_prep_value(self, value: Any) -> Any:
        """Will return the address trimmed and in lower case, ready for the database."""
        prepared = super().get_prep_value(value)
        return prepared.strip().lower() if isinstance(prepared, str) else prepared


class UserManager(BaseUserManager["User"]):
    """Creates accounts; there is no public sign-up, so only administration and seeds call it."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Will store an account and its address, verified by the administration that vouches for it.

        Without a password the account can only be entered through a reset link or single sign-on.

        :raises django.db.IntegrityError: the address is already taken.
        """
        # Imported here: allauth's models need the user model to be loaded first.
        from allauth.account.models import EmailAddress

        user = self.model(email=email.strip().lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        EmailAddress.objects.using(self._db).create(user=user, email=user.email, primary=True, verified=True)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Will return the account of this address, whatever its case."""
        return self.get(email=username)


class User(AbstractBaseUser):
    """An account. `external` people see only what was granted to them; `demo` marks printed accounts.

    `held_roles` are the roles of one day, as rows for actors.py, of an account read by its session.
    """

    held_roles: tuple[date, list[Any]] | None = None

    class Language(models.TextChoices):
        FRENCH = "fr", "français"
        ENGLISH = "en", "anglais"

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    email = FoldedEmailField("courriel", max_length=254, unique=True)
    full_name = models.CharField("nom complet", max_length=160)
    job_title = models.CharField("fonction", max_length=160, blank=True)
    language = models.CharField("langue", max_length=2, choices=Language.choices, default=Language.FRENCH)
    is_active = models.BooleanField("compte actif", default=True)
    external = models.BooleanField("personne externe", default=False)
    demo = models.BooleanField("compte de démonstration", default=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_folded"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def initials(self) -> str:
        """Will return two letters at most: first letters of the first and of the last name."""
        words = self.full_name.split()
        ends = words[:1] + words[-1:] if len(words) > 1 else words
        return "".join(word[0].upper() for word in ends)
