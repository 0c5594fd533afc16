"""What is found for a request for access, page by page, and what becomes of it (Act respecting Access, s. 14).

Its own app: the register of requests knows nothing of it, and the decision remains with the request.
"""
