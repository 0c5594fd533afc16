"""Mandates given by the president, the minister or a unit."""
