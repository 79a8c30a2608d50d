"""A source is connected on a page, from its settings to its first conversations, in a browser."""

import pathlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import MODES, keep_picture

SECRET = "pat-eu1-right"


@pytest.fixture
def vendor(demo):
    """The address of the demo's HubSpot, and what it takes for a token."""
    folder = re.search(r"--config (\S+)", pathlib.Path(demo.log.name).read_text()).group(1)
    settings = pathlib.Path(folder).read_text()
    found = re.search(r'kind: hubspot, base_url: "([^"]+)", token: ([^,\s}]+)', settings)
    assert found.group(2) == SECRET
    return found.group(1)


def fill(page, vendor, name, token=SECRET):
    page.get_by_label("Name of the source").fill(name)
    page.get_by_label("Token of the private app").fill(token)
    if not page.get_by_label("Address").is_visible():
        page.get_by_text("More settings").click()
    page.get_by_label("Address").fill(vendor)


def sound(page, window):
    found = Axe().run(page)
    assert [one["id"] for one in found.response["violations"]] == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert window.complaints == []
    assert SECRET not in page.content()


@pytest.mark.parametrize("mode", MODES)
def test_a_source_is_tested_estimated_and_connected(empty, visit, vendor, mode):
    window = visit(empty, **MODES[mode])
    page = window.page
    page.goto(empty.address + "/sources")
    page.get_by_role("link", name="Connect a source").click()
    page.get_by_role("link", name="HubSpot").click()
    keep_picture(page, f"connect-form-{mode}")
    sound(page, window)
    fill(page, vendor, "hubspot")
    page.get_by_role("button", name="Test the connection").click()
    page.locator(".trial").wait_for()
    keep_picture(page, f"connect-tested-{mode}")
    sound(page, window)
    assert "passed" in page.locator(".trial").inner_text()
    assert "A full sync would fetch about" in page.locator("main").inner_text()
    page.get_by_role("button", name="Connect and begin").first.click()
    page.wait_for_url(empty.address + "/sources/hubspot")
    page.locator("[data-live]:empty").wait_for(state="attached", timeout=120_000)
    page.goto(empty.address + "/conversations")
    assert page.locator("main a.title").count() > 10
    page.goto(empty.address + "/sources/hubspot/connection")
    keep_picture(page, f"connect-change-{mode}")
    sound(page, window)
    assert "kept" in page.locator("main").inner_text()
    assert page.get_by_label("Token of the private app").input_value() == ""


def test_what_is_wrong_stands_beside_its_setting(empty, visit, vendor):
    window = visit(empty, **MODES["phone-light"])
    page = window.page
    page.goto(empty.address + "/sources/connect?kind=hubspot")
    fill(page, "ftp://vendor", "hubspot")
    page.get_by_role("button", name="Test the connection").click()
    page.get_by_role("alert").wait_for()
    keep_picture(page, "connect-wrong-phone-light")
    field = page.get_by_label("Address")
    assert field.get_attribute("aria-invalid") == "true" and field.is_visible()
    said = page.locator("#" + field.get_attribute("aria-describedby")).inner_text()
    assert "write an address" in said
    assert SECRET not in page.content()
    window.complaints = [one for one in window.complaints if "422" not in one]
    sound(page, window)


def test_a_source_is_connected_and_removed_without_javascript(empty, visit, vendor):
    signed_in = visit(empty)
    page = visit(java_script_enabled=False, storage_state=signed_in.context.storage_state()).page
    page.goto(empty.address + "/sources/connect?kind=hubspot")
    fill(page, vendor, "hubspot")
    page.get_by_role("button", name="Test the connection").click()
    page.get_by_role("button", name="Connect and begin").first.click()
    assert page.url == empty.address + "/sources/hubspot"
    page.goto(empty.address + "/sources/hubspot/connection")
    page.get_by_role("button", name="Remove hubspot").click()
    assert page.url == empty.address + "/sources"


def test_a_wrong_token_is_told_what_to_do(empty, visit, vendor):
    page = visit(empty).page
    page.goto(empty.address + "/sources/connect?kind=hubspot")
    fill(page, vendor, "hubspot", token="wrong")
    page.get_by_role("button", name="Test the connection").click()
    page.locator(".trial").wait_for()
    text = page.locator("main").inner_text()
    assert "failed" in text and "Connect and begin" not in text
