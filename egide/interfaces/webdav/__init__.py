"""Documents opened, edited and saved from Word or LibreOffice: the WebDAV protocol over kernel/editing.

No page is here: an address is made on the page of its document (interfaces/staff/views_editing.py).
"""
