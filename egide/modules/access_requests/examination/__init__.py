"""What is found for a request, page by page, and what becomes of it."""
