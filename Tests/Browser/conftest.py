"""A real server with the demo company, and a real Chromium, for every test of the pages."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build" / "release" / "replyledger"
PICTURES = ROOT / ".build" / "pictures"


class Server:
    """`replyledger` as its own process; it prints its address when it is ready."""

    has_accounts = False

    def __init__(self, arguments, folder):
        self.log = open(folder / "server.log", "w+")
        environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"), NO_COLOR="1")
        self.process = subprocess.Popen(
            [str(BINARY), *arguments], cwd=folder, env=environment, stdout=self.log, stderr=subprocess.STDOUT
        )
        self.address = self.wait_for_address()

    def wait_for_address(self):
        end = time.monotonic() + 120
        while time.monotonic() < end:
            self.log.flush()
            text = pathlib.Path(self.log.name).read_text()
            found = re.search(r"http://127\.0\.0\.1:\d+", text)
            if found:
                return found.group(0)
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError("the server did not start:\n" + pathlib.Path(self.log.name).read_text())

    def wait_for(self, words, times):
        """Until the log has said something so many times."""
        end = time.monotonic() + 240
        while time.monotonic() < end:
            self.log.flush()
            if pathlib.Path(self.log.name).read_text().count(words) >= times:
                return
            time.sleep(0.1)
        raise RuntimeError(f"it never said “{words}” {times} times:\n" + pathlib.Path(self.log.name).read_text())

    def set_up_code(self):
        """What a first start prints for the first admin."""
        self.wait_for("Nobody has an account yet", times=1)
        return re.search(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", pathlib.Path(self.log.name).read_text()).group(0)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        self.log.close()
        return code


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo company, served."""
    server = Server(["demo", "--port", "0"], tmp_path_factory.mktemp("demo"))
    # Each of its five help desks has been synced, and its figures are those of the company's own books.
    server.wait_for("as the company's own books say", times=5)
    yield server
    assert server.stop() == 0


NAME, PASSWORD = "Maya", "four plain words here"


@pytest.fixture
def first_start(tmp_path):
    """A server that nobody has an account on."""
    server = Server(["serve", "--port", "0"], tmp_path)
    yield server
    assert server.stop() == 0


@pytest.fixture
def empty(tmp_path):
    """An installation in which nothing has happened yet but that an admin was made: `visit(empty)` is signed in."""
    subprocess.run(
        [str(BINARY), "account", "add", NAME, "--role", "admin", "--password-file", "-"],
        cwd=tmp_path, input=PASSWORD.encode(), check=True, capture_output=True,
    )
    server = Server(["serve", "--port", "0"], tmp_path)
    server.has_accounts = True
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def chromium():
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "no Chromium: run `make test`, which installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


MODES = {
    "desk-light": dict(viewport={"width": 1280, "height": 900}, color_scheme="light"),
    "desk-dark": dict(viewport={"width": 1280, "height": 900}, color_scheme="dark"),
    "phone-light": dict(viewport={"width": 390, "height": 844}, color_scheme="light", has_touch=True),
    "phone-dark": dict(viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True),
}


class Visit:
    """One page in one mode; it remembers whatever the browser complained of."""

    def __init__(self, chromium, **options):
        self.context = chromium.new_context(**options)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self.miss)

    def miss(self, request):
        # A stream of events ends when its page is left; that is no failure.
        if not request.url.split("?")[0].endswith("/sources/live"):
            self.complaints.append("failed: " + request.url)

    def hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def open(self, address):
        return self.page.goto(address, wait_until="load")

    def sign_in(self, server, name=NAME, password=PASSWORD):
        self.page.goto(server.address + "/sign-in")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_load_state("load")

    def close(self):
        self.context.close()


@pytest.fixture
def visit(chromium):
    """Opens browser windows that are closed after the test; signed in where a server with accounts is named."""
    opened = []

    def make(server=None, **options):
        opened.append(Visit(chromium, **options))
        if server is not None and server.has_accounts:
            opened[-1].sign_in(server)
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def keep_picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)
