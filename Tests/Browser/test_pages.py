"""Every page in every mode: axe finds nothing, nothing overflows, the browser has nothing to complain of."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import MODES, keep_picture


def first_conversation(page, demo):
    page.goto(demo.address + "/conversations")
    return page.locator("main a.title").first.get_attribute("href")


def first_person(page, demo):
    page.goto(demo.address + "/settings/people")
    return page.locator("main tbody th a").first.get_attribute("href")


def run_of(page, demo):
    page.goto(demo.address + "/sources/livechat")
    return page.locator("#runs ~ .scroll tbody a.title, [aria-labelledby=runs] tbody a.title").first.get_attribute("href")


def pages(visit, demo):
    """The address of each page, and the name of its picture."""
    page = visit().page
    page.goto(demo.address + "/?period=last-30-days")
    receipt = page.locator("main .fig a.n").first.get_attribute("href")
    return {
        "today": "/",
        "today-month": "/?period=last-30-days",
        "today-of-a-source": "/?source=fresh&against=nothing",
        "numbers": "/numbers",
        "numbers-speed": "/numbers?chapter=speed",
        "number": "/numbers/M15",
        "number-of-the-week": "/numbers/M12?period=last-90-days",
        "team": "/team",
        "team-month": "/team?period=last-month",
        "team-own": "/team?period=last-month&show=own",
        "team-only": "/team?period=last-month&show=team",
        "team-shared": "/team?period=last-month&attribution=fair_split&source=helpscout",
        "sla": "/sla",
        "sla-by-inbox": "/sla?period=last-month&by=inbox",
        "conversations": "/conversations",
        "conversations-waiting": "/conversations?waiting=1",
        "receipt": receipt,
        "conversations-never-replied": "/conversations?metric=M53&period=last-30-days",
        "conversation": first_conversation(page, demo),
        "views": "/views?address=%2Fteam",
        "alerts": "/alerts?metric=M15&source=fresh",
        "sources": "/sources",
        "source": "/sources/livechat",
        "source-by-upload": "/sources/facebook",
        "connect": "/sources/connect",
        "connect-helpscout": "/sources/connect?kind=helpscout",
        "connect-request-tracker": "/sources/connect?kind=request-tracker",
        "run": run_of(page, demo),
        "settings": "/settings",
        "people": "/settings/people",
        "person": first_person(page, demo),
        "people-review": "/settings/people/review",
        "people-import": "/settings/people/import",
        "products": "/settings/products",
        "clients": "/settings/clients",
        "contacts": "/settings/contacts",
        "decisions": "/settings/decisions",
        "deciding": "/settings/decide?kind=tag&calling=checkout&subject=Tills",
        "calendars": "/settings/calendars",
        "calendar": "/settings/calendars/change",
        "calendar-rules": "/settings/calendars/change?show=rules",
        "rules": "/settings/rules",
        "rules-change": "/settings/rules/change",
        "definitions": "/settings/definitions",
        "rules-version": "/settings/definitions/1",
        "brand": "/settings/brand",
        "mail": "/settings/mail",
        "database": "/settings/database",
        "configuration": "/settings/configuration",
        "account": "/settings/account",
        "accounts": "/settings/accounts",
        "audit": "/settings/audit",
        "not-found": "/nowhere",
    }


@pytest.mark.parametrize("mode", MODES)
def test_pages_are_sound(demo, visit, mode):
    problems = []
    for name, address in pages(visit, demo).items():
        window = visit(**MODES[mode])
        window.open(demo.address + address)
        keep_picture(window.page, f"{name}-{mode}")
        found = Axe().run(window.page)
        problems += [f"{name}: axe {one['id']}: {one['help']}" for one in found.response["violations"]]
        wide = window.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            problems.append(f"{name}: {wide} px wider than the window")
        expected = "404" if name == "not-found" else None
        problems += [f"{name}: {text}" for text in window.complaints if not (expected and expected in text)]
        window.close()
    assert problems == []


@pytest.mark.parametrize("name, address", [("today", "/?mode=wall"), ("team", "/team?period=last-week&mode=wall")])
def test_the_wall_shows_it_without_scrolling(demo, visit, name, address):
    window = visit(viewport={"width": 1920, "height": 1080}, color_scheme="light")
    window.open(demo.address + address)
    keep_picture(window.page, f"{name}-wall")
    assert not window.page.locator("nav").first.is_visible()
    assert window.page.evaluate("document.documentElement.scrollHeight") <= 1080
    cut = "[...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth).length"
    assert window.page.evaluate(cut) == 0
    assert window.complaints == []


def test_pages_print(demo, visit):
    window = visit(viewport={"width": 1000, "height": 1400})
    window.page.emulate_media(media="print")
    window.open(demo.address + "/")
    keep_picture(window.page, "today-print")
    assert not window.page.locator("nav").first.is_visible()


@pytest.mark.parametrize("address", ["/", "/numbers?chapter=speed", "/numbers/M15", "/team?period=last-week", "/sla", "/conversations", "/views"])
def test_a_page_weighs_little(demo, visit, address):
    window = visit()
    sizes = []
    window.page.on("response", lambda response: sizes.append(len(response.body())))
    window.open(demo.address + address)
    window.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= 100_000


@pytest.mark.parametrize("address", ["/", "/numbers", "/numbers/M15", "/team?period=last-week", "/sla"])
def test_nothing_moves_once_it_is_drawn(demo, visit, address):
    window = visit()
    window.page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(one => { window.moved += one.value; }))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    window.open(demo.address + address)
    window.page.wait_for_timeout(300)
    assert window.page.evaluate("window.moved") < 0.01


def test_the_numbers_work_without_scripts(demo, visit):
    window = visit(java_script_enabled=False)
    page = window.page
    page.goto(demo.address + "/numbers/M15?period=last-month")
    page.get_by_label("Broken down by").select_option("source")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "by=source" in page.url and "period=last-month" in page.url
    page.locator("#breakdown ~ .scroll, [aria-labelledby=breakdown] .scroll").first.get_by_role("link", name="livechat").click()
    assert "source=livechat" in page.url
    page.locator("a.chip").first.click()
    assert "source=livechat" not in page.url


def test_no_page_allows_inline_code(demo, visit):
    window = visit()
    response = window.open(demo.address + "/")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
