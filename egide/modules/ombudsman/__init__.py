"""Exchanges with the Protecteur du citoyen: what its delegates ask, answer by the date that they ask, recommendations.

Serves the complaint team and the network of respondents (domain.md D.4, seed 003). Not our own complaints.
"""
