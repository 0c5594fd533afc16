"""Exchanges with the Protecteur du citoyen, through the network of respondents."""
