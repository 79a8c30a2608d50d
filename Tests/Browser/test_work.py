"""What people do with the pages, done in a browser."""

import json
import re

from conftest import keep_picture


def message(text, direction, time, agent=None):
    return {"MESSAGE_CONTENT": text, "DIRECTION": direction, "SOCIAL_CREATE_TIME": time, "AGENT_USERNAME": agent}


UPLOAD = {
    "1001": [
        message("Where is my parcel?", "to_company", "2025-08-12T10:00:00.000Z"),
        message("It left us yesterday.", "to_client", "2025-08-12T10:02:00.000Z", "maya"),
    ],
    "1002": [
        message("Nobody there?", "to_company", "2025-08-13T10:00:00.000Z"),
        message("bad", "to_company", "NaT"),
    ],
}


def number(text):
    return int(re.sub(r"[^0-9]", "", text))


def upload(page, address, name, content):
    page.goto(address + "/sources")
    page.set_input_files("input[type=file]", files=[{"name": name, "mimeType": "application/json", "buffer": content}])
    page.locator("form:has(input[type=file]) button").click()
    page.wait_for_load_state("load")


def test_a_figure_opens_as_many_rows_as_it_says(demo, visit):
    page = visit().page
    page.goto(demo.address + "/?period=last-30-days")
    figures = page.locator("main .fig a.n")
    said = number(figures.first.inner_text())
    assert said > 100
    figures.first.click()
    check = page.locator("main .receipt .check").inner_text()
    assert f"{said:,} rows" in check and "as many as the figure counts" in check


def test_a_definition_stands_beside_the_number(demo, visit):
    page = visit().page
    page.goto(demo.address + "/?period=last-30-days")
    card = page.locator("main details.def").first
    card.locator("summary").click()
    assert "version 1" in card.inner_text().lower()


def test_an_empty_installation_says_what_to_do_and_takes_a_file(empty, visit):
    window = visit(empty)
    page = window.page
    page.goto(empty.address + "/")
    keep_picture(page, "today-empty")
    assert "/sources" in "".join(page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))"))

    upload(page, empty.address, "messages.json", json.dumps(UPLOAD).encode())
    page.get_by_text("NaT").first.wait_for()
    keep_picture(page, "import-result")
    text = page.locator("main").inner_text()
    assert "2 conversations" in text and "row 2" in text

    upload(page, empty.address, "messages.json", json.dumps(UPLOAD).encode())
    page.get_by_text("nothing new", exact=False).first.wait_for()
    assert window.complaints == []


def test_a_broken_file_is_refused_with_its_place(empty, visit):
    page = visit(empty).page
    upload(page, empty.address, "broken.json", json.dumps(UPLOAD).encode()[:-30])
    page.get_by_text("line 1", exact=False).first.wait_for()
    keep_picture(page, "import-refused")
    page.goto(empty.address + "/conversations")
    assert "NaT" not in page.locator("main").inner_text()
    assert page.locator("main a.title").count() == 0


def test_uploads_work_without_javascript(empty, visit):
    page = visit(empty, java_script_enabled=False).page
    upload(page, empty.address, "messages.json", json.dumps(UPLOAD).encode())
    assert "2 conversations" in page.locator("main").inner_text()


def test_hostile_text_stays_text(empty, visit):
    hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>\'"&'
    chats = {
        hostile: [
            message(hostile, "to_company", "2025-08-12T10:00:00.000Z"),
            message(hostile, "to_client", "2025-08-12T10:05:00.000Z", hostile),
        ]
    }
    window = visit(empty)
    page = window.page
    upload(page, empty.address, f"{hostile[:20]}.json", json.dumps(chats).encode())
    page.goto(empty.address + "/conversations")
    page.locator("main a.title").first.click()
    page.wait_for_load_state("load")
    assert hostile in page.locator("main").inner_text()
    for address in ("/", "/?from=2025-08-01&to=2025-09-01", "/sources", "/conversations"):
        page.goto(empty.address + address)
        assert page.title() not in ("1", "2")
        assert page.locator("main img, main script").count() == 0
    assert window.complaints == []


def test_keys_and_focus(demo, visit):
    page = visit().page
    page.goto(demo.address + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
