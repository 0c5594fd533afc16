"""The tests: they mirror egide/, plus journeys/, consistency/, law/, cast.py and factories/.

tests/database.py says how a test reaches a database; CONTRIBUTING says how to run them.
"""
