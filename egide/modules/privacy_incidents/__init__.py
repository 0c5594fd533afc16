"""The register of confidentiality incidents: every one is entered, serious or not (c. A-2.1, s. 63.8; r. 3.1).

Serves the privacy officer, behind the wall of access; anyone of the staff declares. Not a computer alarm.
"""
