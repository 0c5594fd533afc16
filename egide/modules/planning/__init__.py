"""Planning: the periodic report of requests and complaints (RAP), from its opening to the intranet.

The framework policy taken as a model: reported, commented by units, approved by the authority, then published.
"""
