"""Documents edited in place by a word processor: one address per person and document, its locks, its scratch room.

Knows no protocol: the WebDAV methods are in interfaces/webdav.
"""
