"""The API against its own description: a property-based client asks whatever the description allows and much that it
does not, and finds no failure of the server and no answer that is not described."""

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import Server

CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method",
]

# A stream that never ends by itself: it is read in test_sources.py.
ENDLESS = "/api/v1/sources/events"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """A demo company of its own: whoever tries everything leaves nothing as it was."""
    server = Server(["demo", "--port", "0"], tmp_path_factory.mktemp("contract"))
    server.wait_for("as the company's own books say", times=5)
    server.known = settings(server)
    yield server
    assert server.stop() == 0


def get(server, target, **headers):
    request = urllib.request.Request(server.address + target, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def post(server, target, order):
    request = urllib.request.Request(
        server.address + target, json.dumps(order).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def known(server):
    """What there is of each kind, so that not every request ends with 404."""
    key = get(server, "/api/v1/conversations?limit=1")["conversations"][0]["key"]
    number = {"path.id": "M15"}
    run = {"path.run": get(server, "/api/v1/runs?limit=1")["runs"][0]["run"]}
    account = post(server, "/api/v1/accounts", {"name": "Somebody", "role": "viewer"})["account"]["id"]
    token = post(server, "/api/v1/tokens", {"name": "one", "role": "viewer"})["token"]["id"]
    # Whole tables are long; what is asked of them here is a day.
    day = {"query.from": "2026-11-01", "query.to": "2026-11-02"}
    return {
        "/api/v1/numbers/{id}": number,
        "/api/v1/numbers/{id}/change": number,
        "/api/v1/receipts/{id}": {"path.id": get(server, "/api/v1/numbers/M15?by=person")["receipt"]},
        "/api/v1/conversations/{key}": {"path.key": key},
        "/api/v1/conversations.csv": day,
        "/api/conversations/{id}": {"path.id": key},
        "/api/conversations/{id}/messages": {"path.id": key},
        "/api/download": {"query.date_from": "2026-11-01", "query.date_to": "2026-11-01"},
        "/api/v1/runs/{run}": run,
        "/api/v1/runs/{run}/rejected": run,
        "/api/v1/runs/{run}/rejected.csv": run,
        "/api/tickets/user-details/{name}": {"path.name": get(server, "/api/v1/people")["people"][0]["name"]},
        "/api/v1/accounts/{account}": {"path.account": account},
        "/api/v1/tokens/{token}/revoke": {"path.token": token},
        **{
            path: {"path.source": "livechat"}
            for path in get(server, "/api/openapi.json")["paths"] if "/sources/{source}" in path
        },
    }


def settings(server):
    """What the client is told beside the description."""
    lines = []
    for path, parameters in known(server).items():
        lines += ["[[operations]]", f"include-path = {json.dumps(path)}"]
        given = ", ".join(f'"{name}" = {json.dumps(value)}' for name, value in parameters.items())
        lines += [f"parameters = {{ {given} }}", ""]
    return "\n".join(lines)


def explore(server, folder, *more, checks=CHECKS):
    (folder / "schemathesis.toml").write_text(server.known)
    began = time.monotonic()
    found = subprocess.run(
        [
            str(Path(sys.executable).parent / "schemathesis"), "--config-file", "schemathesis.toml", "run",
            server.address + "/api/openapi.json", "--checks", ",".join(checks), "--seed", "20261120",
            "--generation-deterministic", "--exclude-path", ENDLESS,
            "--header", "Prefer: wait=0", "--request-timeout", "30", "--warnings", "off", "--no-color",
            "--continue-on-failure", "--no-shrink", *more,
        ],
        cwd=folder, capture_output=True, text=True, timeout=600,
    )
    print(f"{time.monotonic() - began:.0f} s")
    return found


@pytest.mark.parametrize("phase", ["coverage", "fuzzing"])
def test_every_answer_is_described(company, tmp_path, phase):
    found = explore(company, tmp_path, "--phases", phase, "--max-examples", "8")
    assert found.returncode == 0, found.stdout[-20_000:] + found.stderr[-2_000:]
    assert "tested" in found.stdout.lower()
