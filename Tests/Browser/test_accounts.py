"""Signing in and what admins do, in a browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import MODES, NAME, PASSWORD, keep_picture


def problems_of(window, name):
    found = Axe().run(window.page).response["violations"]
    wide = window.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{name}: axe {one['id']}: {one['help']}" for one in found] + ([f"{name}: {wide} px wide"] if wide > 0 else [])


@pytest.mark.parametrize("scripts", [True, False])
def test_a_first_start_makes_an_admin(first_start, visit, scripts):
    window = visit(java_script_enabled=scripts)
    page = window.page
    page.goto(first_start.address + "/conversations")
    assert page.url == first_start.address + "/setup"
    page.get_by_label("Set-up code").fill(first_start.set_up_code().lower())
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Make the first admin").click()
    page.wait_for_load_state("load")
    assert page.url == first_start.address + "/"
    assert NAME in page.locator("nav .me").inner_text()
    assert window.complaints == []


def test_an_admin_lets_somebody_in(empty, visit):
    window = visit(empty)
    page = window.page
    page.goto(empty.address + "/settings/accounts")
    add = page.locator("form:has(#add-name)")
    add.get_by_label("Name").fill("Oscar")
    add.get_by_label("Role").select_option("developer")
    add.get_by_role("button").click()
    page.wait_for_load_state("load")
    keep_picture(page, "invitation")
    link = page.locator(".secret").inner_text().strip()
    assert link.startswith(empty.address + "/setup?code=")

    guest = visit()
    guest.page.goto(link)
    keep_picture(guest.page, "invited")
    guest.page.get_by_label("Password", exact=True).fill("another long one")
    guest.page.get_by_label("The same once more").fill("another long one")
    guest.page.get_by_role("button", name="Set the password").click()
    guest.page.wait_for_load_state("load")
    assert "developer" in guest.page.locator("nav .me").inner_text()
    assert guest.page.goto(empty.address + "/settings/accounts").status == 403

    guest.page.goto(empty.address + "/")
    guest.page.get_by_role("button", name="Sign out").click()
    guest.page.wait_for_load_state("load")
    assert guest.page.url == empty.address + "/sign-in"
    guest.sign_in(empty, "Oscar", "a wrong password")
    keep_picture(guest.page, "sign-in-refused")
    assert "not right" in guest.page.locator("[role=alert]").inner_text()


@pytest.mark.parametrize("mode", MODES)
def test_doors_are_sound(empty, visit, mode):
    problems = []
    window = visit(**MODES[mode])
    window.open(empty.address + "/sources")
    keep_picture(window.page, f"sign-in-{mode}")
    problems += problems_of(window, "sign-in")
    window.open(empty.address + "/setup")
    keep_picture(window.page, f"setup-{mode}")
    problems += problems_of(window, "setup")
    window.sign_in(empty)
    for name in ("account", "accounts", "audit"):
        window.open(empty.address + "/settings/" + name)
        keep_picture(window.page, f"{name}-signed-in-{mode}")
        problems += problems_of(window, name)
    window.page.goto(empty.address + "/settings/accounts")
    window.page.locator("main a.title").first.click()
    window.page.wait_for_load_state("load")
    keep_picture(window.page, f"one-account-{mode}")
    problems += problems_of(window, "one-account")
    assert problems + window.complaints == []
