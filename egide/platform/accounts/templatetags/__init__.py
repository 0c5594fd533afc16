"""Template tags of platform.accounts.

They tell the sign-in page what it may offer; they decide nothing.
"""
