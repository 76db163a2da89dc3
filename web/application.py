"""The application: the engine and the settings in, a WSGI application out."""

from __future__ import annotations

import json
import logging
import time

from flask import Flask, Response, g, request

from search.engines.port import Engine
from web import about, api, entities, headers, presenting, problems, reading, searching, service
from web.settings import Settings
from web.site import Site

_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
_access = logging.getLogger("dateline.access")


def create_app(engine: Engine | None, settings: Settings | None = None) -> Flask:
    """The site over an engine. With None the index of the settings is opened when it is there, 503 until then."""
    app = Flask("web", static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = 16 * 1024
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["dateline"] = Site(engine, settings or Settings())
    _measure(app)
    for part in (searching, reading, entities, about, api, service):
        app.register_blueprint(part.blueprint)
    presenting.install(app)
    problems.install(app)
    headers.install(app)
    return app


def _measure(app: Flask) -> None:
    site: Site = app.extensions["dateline"]

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def observe(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.method in _METHODS else "other"
        site.metrics.observe(method, route, response.status_code, seconds)
        if site.settings.access_log:
            line = {
                "method": request.method,
                "path": request.full_path.rstrip("?"),
                "status": response.status_code,
                "ms": round(seconds * 1000, 2),
                "client": request.remote_addr,
            }
            _access.info(json.dumps(line, ensure_ascii=False))
        return response
