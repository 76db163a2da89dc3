"""The application: the engine and the settings in, a WSGI application out."""

from __future__ import annotations

import json
import logging
import time
from datetime import UTC, datetime

from flask import Flask, Response, g, request

from search.engines.port import Engine
from web import about, api, entities, exporting, headers, presenting, problems, reading, searching, service
from web.measuring import NO_ROUTE, Metrics
from web.settings import Settings
from web.site import Site, site

_access = logging.getLogger("dateline.access")


def create_app(engine: Engine | None, settings: Settings | None = None) -> Flask:
    """The site over an engine. With None the index of the settings is opened when it is there, 503 until then."""
    settings = settings or Settings()
    app = Flask("web", static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = 16 * 1024
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for part in (searching, exporting, reading, entities, about, api, service):
        app.register_blueprint(part.blueprint)
    routes = sorted({rule.rule for rule in app.url_map.iter_rules()})
    app.extensions["dateline"] = Site(engine, settings, Metrics(routes, settings.processes))
    app.before_request(_begin)
    app.after_request(_observe)
    presenting.install(app)
    problems.install(app)
    headers.install(app)
    return app


def _begin() -> None:
    g.began = time.perf_counter()


def _observe(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    route = request.url_rule.rule if request.url_rule else NO_ROUTE
    site().metrics.observe(request.method, route, response.status_code, seconds)
    if site().settings.access_log:
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": request.remote_addr,
            "method": request.method,
            "path": request.full_path.rstrip("?"),
            "status": response.status_code,
            "bytes": response.content_length,  # null where the answer streams
            "ms": round(seconds * 1000, 2),  # until the answer begins
            "agent": request.user_agent.string,
        }
        _access.info(json.dumps(line, ensure_ascii=False))
    return response
