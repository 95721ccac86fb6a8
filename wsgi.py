"""For a WSGI server of one's own: `app` serves the installation that the environment names."""

from __future__ import annotations

import os

from govern.app import create_app
from govern.installation import open_installation
from govern.settings import settings

app = create_app(open_installation(settings(os.environ)))
