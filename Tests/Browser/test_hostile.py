"""Whatever somebody writes who means harm, shown to the one who would be fooled: a browser."""

import csv
import http.server
import io
import json
import subprocess
import threading
import urllib.parse

import pytest
from conftest import BINARY, NAME, PASSWORD, Server
from test_work import message, upload

# Breaks out of texts, attributes, scripts, templates and header lines, and calls what the trap listens for.
MARKUP = "zq7\"'><img src=x onerror=zq7()><script>zq7()</script><svg onload=zq7()></svg><a href=javascript:zq7()>x</a>{{zq7()}}"
CASES = [
    "", "=", "javascript:zq7()//", "</title></textarea></script>", "--><!--", "\r\nX-Zq7: 1\r\n\r\n", "//evil.example/", "\u202e",
]
TEXTS = [case + MARKUP for case in CASES]
# What settings and ids may have: one line.
LINES = [" ".join(text.split()) for text in TEXTS]

FIELDS = [
    "id", "subject", "text", "status", "priority", "type", "category", "pipeline", "inbox", "team", "channel", "tags",
    "company", "rating", "link", "created_at", "closed_at", "closed_by", "first_reply_at", "first_reply_by", "customer_id",
    "customer_name", "customer_email", "assignee", "rating_comment", "rated_at",
]
KNOWN = {
    "id": "7{}", "status": "closed", "channel": "email", "rating": "1", "created_at": "2025-08-12T10:00:00Z",
    "closed_at": "2025-08-12T12:00:00Z", "first_reply_at": "2025-08-12T11:00:00Z", "rated_at": "2025-08-12T13:00:00Z",
}


def settings():
    quoted = [json.dumps(line) for line in LINES]
    columns = ", ".join(f"{field}: {field}" for field in FIELDS)
    return f"""
workspace: {{name: {quoted[0]}, time_zone: Europe/Berlin}}
sources:
  - {{id: facebook, kind: messenger}}
  - {{id: sheet, kind: table, columns: {{{columns}}}}}
people:
  - {{name: {quoted[1]}, teams: [{{team: {quoted[2]}, from: 2025-01-01}}], aliases: {{facebook: {quoted[3]}}}}}
products:
  - {{name: {quoted[4]}, tags: [{quoted[5]}]}}
clients:
  - {{name: {quoted[0]}, domains: [northwind.example]}}
"""


def table():
    """A row for each kind of harm, with it in every field that is not ours to understand."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(FIELDS)
    for number, case in enumerate(TEXTS):
        rows.writerow([KNOWN.get(field, case).format(number) if field in KNOWN else case for field in FIELDS])
    return text.getvalue()


def chats():
    return {
        text: [
            message(text, "to_company", f"2025-08-13T10:{number:02}:00.000Z"),
            message(text, "to_client", f"2025-08-13T11:{number:02}:00.000Z", text),
            message(text, text, "2025-08-13T12:00:00.000Z"),
            message(text, "to_client", text),
        ]
        for number, text in enumerate(TEXTS)
    }


def run(folder, *words, given=""):
    done = subprocess.run([str(BINARY), *words], cwd=folder, input=given.encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """An installation whose every field was filled by somebody who means harm; the name of a visitor included."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "replyledger.yaml").write_text(settings())
    (folder / "rows.csv").write_text(table(), newline="")
    run(folder, "import", "table", "rows.csv", "--as", "sheet")
    run(folder, "account", "add", NAME, "--role", "admin", "--password-file", "-", given=PASSWORD)
    run(folder, "token", "create", LINES[0][:60], "--role", "viewer")
    server = Server(["serve", "--port", "0"], folder)
    server.has_accounts = True
    yield server
    assert server.stop() == 0


class Trap:
    """Notices whatever a page does that it was not written to do."""

    def __init__(self, window, server):
        self.window, self.server, self.sprung = window, server, []
        # It is there before anything of the page is, and no policy of the page keeps it out.
        window.page.add_init_script(
            """
            window.zq7 = () => console.error("TRAP executed");
            for (const name of ["alert", "confirm", "prompt"]) window[name] = window.zq7;
            document.addEventListener("securitypolicyviolation",
              (event) => console.error("TRAP policy " + event.violatedDirective + " " + event.sourceFile));
            """
        )
        window.page.on("dialog", self.dialog)
        window.page.on("request", self.request)

    def dialog(self, dialog):
        self.sprung.append("a dialog: " + dialog.message)
        dialog.dismiss()

    def request(self, request):
        if not request.url.startswith((self.server.address + "/", "data:")):
            self.sprung.append("a request to " + request.url)

    @property
    def found(self):
        return self.sprung + self.window.complaints


def links_of(page, address):
    """Pages of ours that a page leads to; tables and streams are no pages."""
    found = page.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    for written in found:
        full = urllib.parse.urljoin(page.url, written)
        assert full.split(":")[0] in ("http", "https", "mailto"), written
        parts = urllib.parse.urlsplit(full)
        if full.startswith(address + "/") and not parts.path.startswith(("/api/", "/export")) and "format=csv" not in full:
            yield full.split("#")[0]


def kind_of(address):
    """Pages of one kind differ in what stands in their addresses only."""
    parts = urllib.parse.urlsplit(address)
    path = "/".join(part if "%" not in part and not part.isdigit() else "*" for part in parts.path.split("/"))
    return path, tuple(sorted(urllib.parse.parse_qs(parts.query)))


def test_the_trap_springs(poisoned, visit):
    window = visit()
    trap = Trap(window, poisoned)
    with elsewhere(f"<!doctype html><title>x</title><body>{MARKUP}".encode()) as port:
        window.page.goto(f"http://127.0.0.1:{port}/")
        window.page.evaluate("setTimeout(() => alert('x'))")
    assert any("TRAP executed" in one for one in trap.found)
    assert any("a request to" in one for one in trap.found)


def test_nothing_that_anybody_wrote_is_executed_on_any_page(poisoned, visit):
    window = visit(poisoned)
    page, trap = window.page, Trap(window, poisoned)
    # As people send it, with a name of a file that means harm too.
    upload(page, poisoned.address, "zq7'><img src=x onerror=zq7()>.json", json.dumps(chats()).encode())
    page.get_by_text("rejected").first.wait_for()
    for where, field, text in (("/views?address=%2F", "name", LINES[2]), ("/views", "text", LINES[3])):
        page.goto(poisoned.address + where)
        page.locator(f"main input[name={field}]").fill(text[:80])
        page.locator(f"main input[name={field}]").press("Enter")
        page.wait_for_load_state("load")
    waiting = [poisoned.address + path for path in ("/", "/numbers", "/conversations", "/team", "/sla", "/sources", "/settings")]
    waiting += [poisoned.address + path + "?first=2025-08-01&last=2025-08-31" for path in ("/", "/numbers", "/team", "/sla")]
    seen, kinds, visited, shown = set(waiting), {}, 0, 0
    while waiting and visited < 150:
        address = waiting.pop(0)
        visited += 1
        answer = page.goto(address, wait_until="load")
        assert answer.status < 500, address
        shown += "zq7" in page.locator("body").inner_text()
        assert page.locator("body *").evaluate_all("all => all.filter(one => one.onerror || one.onload).length") == 0
        assert trap.found == [], address
        for link in links_of(page, poisoned.address):
            kind = kind_of(link)
            if link not in seen and kinds.get(kind, 0) < 2:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(link)
                waiting.append(link)
    assert visited > 80 and shown > 60, (visited, shown)


def test_addresses_that_mean_harm_execute_nothing(poisoned, visit):
    window = visit(poisoned)
    trap = Trap(window, poisoned)
    for path, names in {
        "/": ["period", "from", "zone"], "/numbers": ["chapter", "person"], "/numbers/M05": ["by", "person", "inbox"],
        "/conversations": ["source", "receipt", "page", "metric"], "/team": ["show", "mode"], "/views": ["address", "name"],
        "/settings/decide": ["kind", "subject", "back"], "/alerts": ["metric", "name"],
    }.items():
        for place, name in enumerate(names):
            for text in TEXTS[place % 2 :: 2]:
                window.page.goto(f"{poisoned.address}{path}?{name}={urllib.parse.quote(text, safe='')}")
    for place, path in enumerate(("/conversations/", "/numbers/", "/sources/", "/settings/people/", "/assets/", "/nothing/")):
        for text in TEXTS[place % 2 :: 2]:
            window.page.goto(poisoned.address + path + urllib.parse.quote(text, safe=""))
    # That a page is missing is what the browser says on its console by itself.
    said = [one for one in trap.found if "Failed to load resource" not in one]
    assert said == []


ELSEWHERE = [
    "//evil.example", "/\\evil.example", "https://evil.example/", "javascript:zq7()", "/\t/evil.example", "/%09/evil.example",
    "///evil.example", "/.//evil.example", "data:text/html,<script>zq7()</script>", "\\\\evil.example", "https:evil.example",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_leads_nowhere_else(poisoned, visit, wanted):
    window = visit()
    page, trap = window.page, Trap(window, poisoned)
    page.goto(poisoned.address + "/sign-in?to=" + urllib.parse.quote(wanted, safe=""))
    # Also where somebody changed the form before it was sent.
    page.locator("input[name=to]").evaluate_all("(all, to) => all.forEach(one => one.value = to)", wanted)
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state("load")
    assert page.url == poisoned.address + "/"
    assert trap.found == []


ATTACK = """<!doctype html><title>A game</title><body>
<iframe name=hidden></iframe><iframe id=framed src="{target}/settings/accounts"></iframe>
<form id=form method=post target=hidden action="{target}{action}"><input name=name value=Mallory>
<input name=role value=admin><input name=csrf value="{zeros}"><input name=do value=add></form>
<script>
  document.getElementById("form").submit();
  fetch("{target}{action}", {{method: "POST", mode: "no-cors", credentials: "include",
    headers: {{"Content-Type": "application/x-www-form-urlencoded"}}, body: "name=Mallory&role=admin&do=add"}});
  fetch("{target}/api/v1/accounts", {{credentials: "include"}}).then((answer) => answer.text())
    .then((text) => {{ document.title = "read " + text; }}, () => {{ document.title = "refused"; }});
</script>"""


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("action", ["/settings/accounts", "/settings/tokens", "/sign-out", "/api/v1/sources/facebook/sync"])
def test_another_site_changes_nothing_and_reads_nothing(poisoned, visit, host, action):
    window = visit(poisoned)
    page = window.page
    content = ATTACK.format(target=poisoned.address, action=action, zeros="0" * 64).encode()
    with elsewhere(content) as port:
        answers = []
        page.on("response", lambda answer: answers.append((answer.request.method, answer.url, answer.status)))
        page.goto(f"http://{host}:{port}/", wait_until="networkidle")
        page.wait_for_function("document.title == 'refused' || document.title.startsWith('read')")
        assert page.title() == "refused"
        posted = [status for method, url, status in answers if method == "POST" and url.startswith(poisoned.address)]
        assert posted and set(posted) <= {303, 403}, answers
        # Where the cookie came along, as from another port of this host, it was refused for where it came from.
        assert host == "localhost" or set(posted) == {403}
        framed = page.locator("#framed").element_handle().content_frame()
        assert "Mallory" not in framed.content() and "Accounts" not in framed.content()
    page.goto(poisoned.address + "/settings/accounts")
    assert page.url == poisoned.address + "/settings/accounts", "the session is still there"
    assert "Mallory" not in page.locator("main").inner_text()


class elsewhere:
    """Another server on this machine, with one page."""

    def __init__(self, content):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.server.server_port

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()
