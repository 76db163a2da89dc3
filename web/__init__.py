"""Pages, API and feeds: each asks the engine port and renders the answer."""

from web.application import create_app
from web.settings import Settings

__all__ = ["Settings", "create_app"]
