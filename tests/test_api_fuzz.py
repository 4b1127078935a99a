"""The API against its own description: what the document allows or forbids is tried, and the API keeps its word."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_the_api_keeps_its_word(client: FlaskClient, mode: GenerationMode) -> None:
    """No server error, no undocumented status or shape, nothing forbidden that is accepted, for any operation."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", client.application)
    schema.config.generation.update(modes=[mode])
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        if mode is GenerationMode.NEGATIVE and not found.ok().query:
            continue  # nothing in its URL can be wrong, and any body is a text

        @given(case=found.ok().as_strategy(generation_mode=mode))
        @settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        def holds(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

        holds()
