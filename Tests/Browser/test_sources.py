"""Syncs as people see and steer them, in a browser."""

import datetime
import json
import re

from axe_playwright_python.sync_playwright import Axe
from conftest import MODES, keep_picture
from playwright.sync_api import Error as PlaywrightError

SOURCE = "/sources/livechat"


def begin(page, demo, button="Read everything"):
    """Begins a sync by hand: by force where the last one is too near. Ends at the page of its run."""
    page.goto(demo.address + SOURCE)
    forced = page.get_by_role("button", name="Sync anyway")
    if forced.count():
        forced.click()
    else:
        page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile("/sources/runs/"))


def until_nothing_runs(page, demo):
    page.goto(demo.address + SOURCE)
    page.locator("[data-live]:empty").wait_for(state="attached", timeout=120_000)


def test_a_sync_begun_by_hand_is_followed_to_its_end(demo, visit):
    window = visit()
    page = window.page
    until_nothing_runs(page, demo)
    begin(page, demo)
    # The page loads itself again when the sync has ended, and says what became of it.
    page.get_by_text(re.compile("(was synced|Nothing was new|new or changed)")).first.wait_for(timeout=120_000)
    page.locator(".acct").wait_for()
    assert "Fetched" in page.locator("main").inner_text()
    assert window.complaints == []


def test_watchers_see_a_sync_that_somebody_else_began(demo, visit):
    watcher = visit()
    until_nothing_runs(watcher.page, demo)
    watcher.page.goto(demo.address + "/sources")
    other = visit().page
    begin(other, demo)
    # Either it is shown while it runs, or it was so quick that the history has it already.
    run = other.url.rsplit("/", 1)[1]
    watcher.page.wait_for_timeout(1_500)
    watcher.page.reload()
    assert watcher.page.locator(f"a[href='/sources/runs/{run}']").count() >= 1
    assert watcher.complaints == []


def test_syncs_are_steered_without_javascript(demo, visit):
    until_nothing_runs(visit().page, demo)
    page = visit(java_script_enabled=False).page
    begin(page, demo)
    assert "/sources/runs/" in page.url
    page.goto(demo.address + SOURCE)
    text = page.locator("main").inner_text()
    assert "Sync by hand" in text and "Coverage" in text


def test_a_sync_too_soon_says_how_long_to_wait(demo, visit):
    page = visit().page
    until_nothing_runs(page, demo)
    if not page.get_by_role("button", name="Sync anyway").count():
        begin(page, demo, "Sync now")
        until_nothing_runs(page, demo)
    assert page.locator("main button:disabled").count() >= 1
    assert re.search(r"\d+ minutes? left", page.locator("main").inner_text())


def test_days_are_read_again(demo, visit):
    page = visit().page
    until_nothing_runs(page, demo)
    days = page.get_by_role("form", name="Read days again")
    days.get_by_label("Read again from").fill("2026-01-12")
    days.get_by_label("to", exact=True).fill("2026-01-13")
    days.get_by_role("button").click()
    page.wait_for_url(re.compile("/sources/runs/"))
    page.get_by_text("days again").first.wait_for(timeout=60_000)
    assert "12 to 13 Jan" in page.locator("main").inner_text()


def test_a_connection_is_tested_permission_by_permission(demo, visit):
    for mode in ("desk-light", "phone-dark"):
        page = visit(**MODES[mode]).page
        page.goto(demo.address + SOURCE)
        page.get_by_role("button", name="Test the connection").click()
        page.locator("#trial").wait_for()
        keep_picture(page, f"source-tested-{mode}")
        assert page.locator(".trial tbody tr").count() >= 2
        assert "passed" in page.locator(".trial").inner_text()
        assert "A full sync would fetch" in page.locator("main").inner_text()


def test_an_empty_installation_says_how_sources_are_connected(empty, visit):
    page = visit(empty).page
    page.goto(empty.address + "/sources")
    keep_picture(page, "sources-first")
    page.get_by_text("Help Scout").first.click()
    card = page.locator("details.kind[open]")
    assert "HELPSCOUT_CLIENT_SECRET" in card.inner_text()
    assert "kind: helpscout" in card.locator("pre").inner_text()


def live_tiles(page):
    """What the figures of a running sync say; None once the page has loaded itself again as that of a finished one."""
    try:
        return page.evaluate("document.querySelector('.run-now .tiles')?.innerText ?? null")
    except PlaywrightError as error:
        # It may do so in the middle of the question.
        if "navigation" not in str(error):
            raise
        return None


def test_progress_moves_while_a_sync_runs(demo, visit):
    window = visit()
    page = window.page
    page.goto(demo.address + "/sources/helpscout")
    page.locator("[data-live]:empty").wait_for(state="attached", timeout=120_000)
    # Most of a year, so that it takes a while.
    days = page.get_by_role("form", name="Read days again")
    today = datetime.date.fromisoformat(days.get_by_label("to", exact=True).get_attribute("max"))
    days.get_by_label("Read again from").fill(str(today - datetime.timedelta(days=330)))
    days.get_by_label("to", exact=True).fill(str(today))
    days.get_by_role("button").click()
    page.wait_for_url(re.compile("/sources/runs/"))
    seen = []
    for _ in range(400):
        now = live_tiles(page)
        if now is None:
            break
        if not seen or seen[-1] != now:
            seen.append(now)
            if len(seen) == 2:
                keep_picture(page, "source-live-desk-light")
        page.wait_for_timeout(50)
    assert len(seen) >= 2, seen
    page.locator(".acct").wait_for(timeout=120_000)
    assert window.complaints == []


def test_source_pages_fit_the_narrowest_phones(demo, visit):
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True).page
    page.goto(demo.address + SOURCE)
    run = page.locator("[aria-labelledby=runs] tbody a.title").first.get_attribute("href")
    for address in ["/sources", SOURCE, "/sources/fresh", "/sources/helpscout", "/sources/facebook", run]:
        page.goto(demo.address + address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address
        small = "[...document.querySelectorAll('main button, main .btn')].filter(one => one.offsetHeight > 0 && one.offsetHeight < 24)"
        assert page.evaluate(small + ".length") == 0, address


def test_source_pages_are_whole_without_javascript(demo, visit):
    until_nothing_runs(visit().page, demo)
    page = visit(java_script_enabled=False).page
    page.goto(demo.address + "/sources")
    assert page.locator(".t.sources tbody tr").count() == 6
    assert page.locator(".t.sources svg").count() >= 6
    page.goto(demo.address + SOURCE)
    page.get_by_text("Show as table").first.click()
    assert page.locator("details[open] table").first.is_visible()
    page.locator("[aria-labelledby=runs] tbody a.title").first.click()
    assert "Adds up to" in page.locator("main").inner_text()


def test_a_checklist_says_what_a_key_must_be_allowed(empty, visit):
    for mode in ("desk-light", "phone-dark"):
        window = visit(empty, **MODES[mode])
        page = window.page
        page.goto(empty.address + "/sources")
        page.get_by_text("HubSpot", exact=True).first.click()
        card = page.locator("details.kind[open]")
        tick = card.get_by_label(re.compile("crm.objects.owners.read"))
        tick.check()
        assert tick.is_checked() and card.get_by_role("checkbox").count() == 6
        keep_picture(page, f"sources-checklist-{mode}")
        found = Axe().run(page)
        assert [one["id"] for one in found.response["violations"]] == []
        assert window.complaints == []


def test_rejected_rows_say_why_and_can_be_taken_home(empty, visit):
    for number, mode in enumerate(("desk-light", "phone-dark")):
        page = visit(empty, **MODES[mode]).page
        page.goto(empty.address + "/sources")
        line = {"DIRECTION": "to_company", "AGENT_USERNAME": None, "MESSAGE_CONTENT": "Nobody there?"}
        times = ["2025-08-13T10:00:00.000Z", "NaT", "yesterday"]
        rows = {str(1002 + number): [dict(line, SOCIAL_CREATE_TIME=time) for time in times]}
        chats = {"mimeType": "application/json", "name": f"{mode}.json", "buffer": json.dumps(rows).encode()}
        page.set_input_files("input[type=file]", files=[chats])
        page.locator("form:has(input[type=file]) button").click()
        page.get_by_role("heading", name="Rejected").wait_for()
        keep_picture(page, f"run-rejected-{mode}")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download all").click()
        text = download.value.path().read_text()
        assert download.value.suggested_filename.endswith(".csv")
        assert len(text.splitlines()) == 1 + page.locator("[aria-labelledby=rejected] tbody tr").count()
