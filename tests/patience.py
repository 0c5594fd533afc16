"""How long a test waits for another process, thread or page: a limit for a machine under load, never a wait.

Whoever waits watches for what must happen, and goes on as soon as it has. A shorter limit would measure the machine.
"""

SECONDS = 120.0
