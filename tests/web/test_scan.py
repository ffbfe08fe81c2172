"""Scanning: the camera, a photo, the digits; and a product that nobody knows."""

from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from web.barcodes import png, video
from web.conftest import ARGS, PATIENCE, chromium
from web.helpers import ask, axe, join, open_app, overflow

EAN = "4006381333931"
BAR = {"name": "Oat Bar", "barcode": EAN, "calories": 430, "protein": 8, "carbs": 60, "fat": 15}
# What each says, in the one spelling that the server has.
CODES = {
    EAN: EAN,
    "036000291452": "0036000291452",  # UPC-A
    "96385074": "96385074",  # EAN-8
    "04252614": "0042100005264",  # UPC-E, which leaves zeros out
}
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


def heading(page: Page, name: str):
    return page.get_by_role("heading", name=name)


def state(page: Page):
    return page.locator(".scan-state")


async def post_bar(page: Page, **label):
    headers = {"Origin": page.url.split("/scan")[0]}
    reply = await page.context.request.post("/api/foods", data=BAR | label, headers=headers)
    assert reply.ok, await reply.text()


async def pick(page: Page, content: bytes, kind: str = "image/png") -> None:
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Pick a photo").click()
    photo = {"name": "photo", "mimeType": kind, "buffer": content}
    await (await chooser.value).set_files(photo)


async def foods(page: Page, user):
    await expect(page.locator(".toast")).to_contain_text("kcal, to ")
    await expect(page.locator(".sync")).to_have_text("All saved")
    meals = await ask(page, f"meals/{user['_id']}")
    return [food for meal in meals for food in meal["foods"]]


@pytest.fixture
async def camera(server, tmp_path: Path):
    """A page of a browser whose camera sees a barcode."""
    film = tmp_path / "barcode.y4m"
    video(film, EAN)
    args = [*ARGS, *FAKE_CAMERA, f"--use-file-for-fake-video-capture={film}"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=args)
        context = await browser.new_context(
            base_url=server.url, permissions=["camera"], viewport={"width": 390, "height": 844}
        )
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        await page.goto("/")
        yield page
        await browser.close()


# The camera


async def test_what_the_camera_sees_is_logged_with_one_tap_more(camera):
    page = camera
    user = await join(page, "/")
    await post_bar(page)
    await open_app(page, "/scan?meal=snack")
    await expect(heading(page, "Oat Bar")).to_be_visible()
    await page.get_by_role("button", name="Add to snack").click()
    (food,) = await foods(page, user)
    assert (food["name"], food["calories"]) == ("Oat Bar", 430)
    # And it looks for the next one.
    await expect(heading(page, "Oat Bar")).to_be_visible()


async def test_the_camera_is_let_go_of_when_nobody_looks(camera):
    page = camera
    await join(page, "/add")
    await page.get_by_role("link", name="Scan", exact=True).click()
    live = "document.querySelector('video')?.srcObject?.getTracks()[0]"
    await page.wait_for_function(f"() => {live}?.readyState === 'live'")
    await page.evaluate(f"window.first = {live}")
    assert await page.evaluate("first.readyState") == "live"
    hide = "Object.defineProperty(document, 'hidden', { value: %s, configurable: true });"
    tell = "document.dispatchEvent(new Event('visibilitychange'))"
    await page.evaluate(hide % "true" + tell)
    assert await page.evaluate("first.readyState") == "ended"
    await page.evaluate(hide % "false" + tell)
    await page.wait_for_function(f"() => {live}?.readyState === 'live' && {live} !== first")
    await page.evaluate(f"window.second = {live}")
    await page.get_by_role("button", name="Back", exact=True).click()
    await expect(heading(page, "Add food")).to_be_visible()
    assert await page.evaluate("second.readyState") == "ended"


async def test_no_camera_is_said_and_the_other_ways_are_there(page):
    await join(page, "/scan")
    await expect(state(page)).to_contain_text("has no camera")
    await expect(page.get_by_role("button", name="Pick a photo")).to_be_visible()


async def test_a_camera_that_is_not_allowed_is_said(page):
    await join(page)
    await page.evaluate(
        """() => { navigator.mediaDevices.getUserMedia = () =>
          Promise.reject(new DOMException("no", "NotAllowedError")); }"""
    )
    await page.get_by_role("link", name="Scan a barcode").click()
    await expect(state(page)).to_contain_text("not allowed here")


async def test_plain_http_has_no_camera_and_says_so(visit, lan):
    page = await visit(host=lan)
    await join(page, "/scan")
    await expect(state(page)).to_contain_text("secure connection (HTTPS)")
    await page.get_by_role("textbox", name="Digits").fill(EAN)
    await page.get_by_role("button", name="Look up").click()
    await expect(heading(page, "A new food")).to_be_visible()


# A photo


@pytest.mark.parametrize("digits", CODES)
async def test_a_photo_is_read(page, digits):
    user = await join(page, "/scan")
    await post_bar(page, barcode=CODES[digits])
    await pick(page, png(digits))
    await page.get_by_role("button", name="Add to").click()
    await expect(page.locator(".toast")).to_contain_text("Oat Bar, 430 kcal")
    await open_app(page, "/")
    await expect(page.locator(".sync")).to_have_text("All saved")
    (meal,) = await ask(page, f"meals/{user['_id']}")
    assert meal["foods"][0]["grams"] == 100


async def test_a_photo_without_a_barcode_is_said(page):
    await join(page, "/scan")
    await pick(page, png(EAN)[:60] + b"broken")
    await expect(page.get_by_text("not a picture")).to_be_visible()
    await pick(page, png(""))
    await expect(page.get_by_text("No barcode was found")).to_be_visible()


async def test_the_reader_is_loaded_from_us_and_only_when_it_is_used(visit):
    page = await visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await join(page, "/add")
    await page.get_by_role("link", name="Scan", exact=True).click()
    await expect(state(page)).to_contain_text("has no camera")
    assert [url for url in asked if "zxing" in url] == []
    await pick(page, png(EAN))
    await expect(heading(page, "A new food")).to_be_visible()
    loaded = [url for url in asked if "zxing" in url]
    assert len(loaded) == 2
    origin = page.url.split("/scan")[0]
    assert all(url.startswith(origin) or url.startswith("blob:") for url in asked)


# The digits


async def test_digits_that_do_not_fit_are_said_at_the_field(page):
    await join(page, "/scan")
    digits = page.get_by_role("textbox", name="Digits")
    await digits.fill("4006381333932")
    await digits.press("Enter")
    await expect(digits).to_be_focused()
    await expect(page.locator(".error")).to_contain_text("not a whole barcode")


async def test_an_unknown_product_is_kept_logged_and_known_the_next_time(page):
    user = await join(page, "/scan?meal=dinner")
    await page.get_by_role("textbox", name="Digits").fill("4006381 333931")
    await page.keyboard.press("Enter")
    await expect(heading(page, "A new food")).to_be_focused()
    await page.get_by_role("button", name="Save and log").click()
    name = page.get_by_role("textbox", name="Name")
    await expect(name).to_be_focused()
    await name.fill("Oat Bar")
    for label, text in {"Energy": "430", "Protein": "8", "Carbs": "60", "Fat": "15,5"}.items():
        await page.get_by_role("textbox", name=label).fill(text)
    await page.get_by_role("textbox", name="You ate").fill("40")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("Oat Bar, 172 kcal, to dinner")
    await expect(page.get_by_role("textbox", name="Digits")).to_be_visible()

    await page.get_by_role("textbox", name="Digits").fill(EAN)
    await page.keyboard.press("Enter")
    await expect(heading(page, "Oat Bar")).to_be_visible()
    await page.get_by_role("button", name="Add to dinner").click()
    await open_app(page, "/")
    await expect(page.locator(".sync")).to_have_text("All saved")
    (meal,) = await ask(page, f"meals/{user['_id']}")
    assert [food["grams"] for food in meal["foods"]] == [40, 40]
    food = await ask(page, f"foods/barcode/{EAN}")
    assert (food["name"], food["kind"], food["per100g"]["fat"]) == ("Oat Bar", "own", 15.5)


async def test_offline_it_says_that_it_cannot_look(page):
    await join(page, "/scan")
    await page.context.set_offline(True)
    await page.get_by_role("textbox", name="Digits").fill(EAN)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(f"the barcode {EAN} is not on this device")).to_be_visible()
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Try again").click()
    await expect(heading(page, "A new food")).to_be_visible()


# Everybody can use it


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_is_accessible_and_fits_the_narrowest_phone(visit, scheme):
    page = await visit(color_scheme=scheme, viewport={"width": 320, "height": 568})
    await join(page, "/scan")
    await expect(state(page)).to_contain_text("has no camera")
    assert await axe(page) == []
    assert await overflow(page) <= 0
    await page.get_by_role("textbox", name="Digits").fill(EAN)
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Save and log").click()
    await expect(page.locator(".error").first).to_be_visible()
    assert await axe(page) == []
    assert await overflow(page) <= 0
    await post_bar(page)
    await page.get_by_role("button", name="Scan another").click()
    await page.get_by_role("textbox", name="Digits").fill(EAN)
    await page.keyboard.press("Enter")
    await expect(heading(page, "Oat Bar")).to_be_visible()
    assert await axe(page) == []
    assert await overflow(page) <= 0
