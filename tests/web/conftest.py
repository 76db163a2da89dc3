from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.corpus import corpus
from web import Settings, create_app


@pytest.fixture(scope="session")
def client() -> FlaskClient:
    return create_app(corpus(), Settings()).test_client()
