"""Public forms that were sent: the key of each, and the receipt that it gave, kept thirty days.

Serves whoever goes back and sends again; what was written is not here, nor to which compartment it went.
"""
