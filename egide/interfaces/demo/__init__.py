"""The demonstration: a small Office and its dossiers, made by the real actions with a passed clock.

`load()` is called once by `egide demo`; `ACCOUNTS` is what it prints.
"""

from egide.interfaces.demo.accounts import ACCOUNTS, Account
from egide.interfaces.demo.loading import load

__all__ = ["ACCOUNTS", "Account", "load"]
