"""What the installation is, before anything else is set: where its files are, its mode, whether it speaks HTTPS.

Read by every file of settings; nothing of Django here.
"""

from pathlib import Path

from egide.config import environment as env

BASE_DIR = Path(__file__).resolve().parents[2]
HOME = Path(env.text("EGIDE_HOME", str(BASE_DIR / ".data" / "demo")))
MODE = env.choice("EGIDE_MODE", ("production", "demo", "test"), "production")
SECURE = env.boolean("EGIDE_HTTPS", MODE == "production")
