"""Saved views, notes on charts, and passing on what a page shows."""

from conftest import keep_picture


def test_a_note_stands_on_the_charts(demo, visit):
    window = visit()
    page = window.page
    page.goto(demo.address + "/views")
    form = page.locator("form", has=page.get_by_label("What happened"))
    form.get_by_label("What happened").fill("New rota")
    form.get_by_role("button", name="Add").click()
    for address in ("/numbers/M05?period=last-30-days", "/", "/team?period=last-30-days", "/sla"):
        page.goto(demo.address + address)
        assert page.locator("main .an").count() > 0 and "New rota" in page.locator("main .noted").first.inner_text()
    page.goto(demo.address + "/numbers/M05?period=last-30-days")
    keep_picture(page, "number-with-a-note")
    page.goto(demo.address + "/views")
    page.get_by_role("button", name="Remove New rota").click()
    page.goto(demo.address + "/numbers/M05?period=last-30-days")
    assert page.locator("main .noted").count() == 0
    assert window.complaints == []


def test_a_view_keeps_what_a_page_shows_without_scripts(demo, visit):
    page = visit(java_script_enabled=False).page
    page.goto(demo.address + "/numbers/M15?period=last-month&by=source&source=livechat")
    page.locator("details.menu", has_text="Share").locator("summary").click()
    # By key: a click waits for two frames, and a browser without scripts draws none while nothing moves.
    page.get_by_role("link", name="Save this view").press("Enter")
    page.get_by_label("Name").fill("Chat speed")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Chat speed").click()
    assert "by=source" in page.url and "period=last-month" in page.url and "source=livechat" in page.url
    page.goto(demo.address + "/views")
    page.get_by_role("button", name="Remove Chat speed").click()
    assert page.get_by_role("link", name="Chat speed").count() == 0


def test_the_address_of_a_page_is_copied(demo, visit):
    window = visit(permissions=["clipboard-read", "clipboard-write"])
    page = window.page
    page.goto(demo.address + "/team?period=last-month")
    page.keyboard.press("e")
    page.get_by_role("link", name="Copy the address").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == demo.address + "/team?period=last-month"


def test_keys_open_the_period_and_the_views(demo, visit):
    page = visit().page
    page.goto(demo.address + "/team")
    page.keyboard.press("p")
    assert page.locator("details.period[open]").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("v")
    page.wait_for_url("**/views")
