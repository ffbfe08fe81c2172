"""The first load is light: few requests and few bytes, counted in a browser that has nothing."""

from playwright.async_api import Browser, expect

from serving import Server
from web.helpers import PASSWORD

MOST_REQUESTS, MOST_BYTES = 10, 70_000


async def test_the_first_load_takes_few_requests_and_bytes(server: Server, browser: Browser):
    context = await browser.new_context(base_url=server.url, service_workers="block")
    account = {"email": "first.load@example.com", "name": "Robin", "password": PASSWORD}
    assert (await context.request.post("/api/auth/login", data=account)).ok
    page = await context.new_page()
    requests = []
    page.on("request", lambda each: requests.append(each))
    await page.goto("/")
    await expect(page.locator(".ring-text")).to_be_visible()
    await page.wait_for_function("() => document.querySelector('.sync')?.textContent")
    await page.wait_for_timeout(1500)  # what comes after, comes by then
    paths = [each.url.removeprefix(server.url) for each in requests]
    assert len(paths) <= MOST_REQUESTS, "\n".join(paths)
    sizes = {}
    for request in requests:
        if "/api/events/" not in request.url:  # it has no end
            size = await request.sizes()
            sizes[request.url] = size["responseBodySize"] + size["responseHeadersSize"]
    assert sum(sizes.values()) <= MOST_BYTES, sizes
    await context.close()
