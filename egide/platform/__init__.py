"""Platform: technical services; they know nothing of the Office.

Direction of imports: config > interfaces > modules > kernel > platform > ui > law, downward only.
"""
