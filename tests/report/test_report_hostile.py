"""Hostile text in a real browser: it does nothing, and the policy of the pages would let it do nothing."""

import http.server
import threading

import pytest
from report_documents import write_site
from report_tab import Tab, column

HANDLERS = """Array.from(document.querySelectorAll("*")).flatMap((one) => one.getAttributeNames())
    .filter((name) => name.startsWith("on"))"""


def test_hostile_text_does_nothing(browser, hostile, tmp_path):
    folder = write_site(tmp_path / "pages", hostile, file="<img src=x onerror=window.pwned=1>.jsonl")
    pages = sorted(folder.glob("articles/*.html"))
    for path in [folder / "index.html", *pages]:
        with Tab(browser, path.as_uri()) as page:
            page.wait_for_timeout(100)
            for language in ("kk", "kaa", "en"):
                page.click(f"button[data-language={language}]")
            page.evaluate("""() => {
                const names = ["mouseover", "mouseenter", "focus", "load", "error"];
                for (const one of document.querySelectorAll("main *")) {
                    for (const name of names) one.dispatchEvent(new Event(name));
                }
            }""")
            for button in page.locator(".pick").all():
                button.click()
            if path.name == "index.html":
                for select in page.locator(".filters select").all():
                    for at in range(min(4, select.locator("option").count())):
                        select.select_option(index=at)
                page.click("button[type=reset]")
                page.wait_for_timeout(250)
                for button in page.locator("#flows-table th button").all():
                    button.click()
                assert len(column(page, "value")) == 14
            assert page.evaluate("window.pwned") is None and page.evaluate("({}).pwned") is None
            strange = "img, svg, iframe, object, embed, base, script:not([src]), [style]:not(.chart, .chart *), textarea"
            assert page.locator(strange).count() == 0
            assert page.evaluate(HANDLERS) == []
            assert page.locator("a[href*='script:'], a[href^='data:']").count() == 0
            text = page.evaluate("document.documentElement.textContent")
            assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u0000") & set(text)
            if path in (folder / "index.html", pages[0]):
                assert "{{7*7}}" in text and "<script>window.pwned=1" in text and "[U+202E]" in text


class Counter(http.server.BaseHTTPRequestHandler):
    hits: list = []

    def do_GET(self):
        self.hits.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def outside():
    """A server that counts what reaches it."""
    Counter.hits = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


LOADS = """async (address) => {
    const add = (tag, attributes) => {
        const one = document.createElement(tag);
        Object.entries(attributes).forEach(([name, value]) => one.setAttribute(name, value));
        document.body.append(one);
    };
    const policy = window.trustedTypes && trustedTypes.defaultPolicy;
    add("img", { src: address + "/img" });
    add("link", { rel: "stylesheet", href: address + "/css" });
    try { add("iframe", { src: address + "/frame" }); } catch (error) { /* refused */ }
    try { add("script", { src: address + "/script" }); } catch (error) { /* refused by trusted types */ }
    try { add("video", { src: address + "/video" }); } catch (error) { /* refused */ }
    try { await fetch(address + "/fetch", { mode: "no-cors" }); } catch (error) { /* refused */ }
    try { navigator.sendBeacon(address + "/beacon", "x"); } catch (error) { /* refused */ }
    await new Promise((done) => setTimeout(done, 500));
    let html = "refused";
    try { document.createElement("p").innerHTML = "<b>x</b>"; html = "taken"; } catch (error) { /* refused */ }
    try {
        const one = document.createElement("p");
        one.setAttribute("onclick", "window.ran = 1");
        one.click();
    } catch (error) { /* refused */ }
    return [html, window.ran === 1, Boolean(policy)];
}"""


@pytest.mark.parametrize("name", ["index.html", "articles/00001-serbia.html"])
def test_the_policy_refuses_outside_loads_and_html(browser, serbia, tmp_path, outside, name):
    folder = write_site(tmp_path / "pages", [serbia])
    tab = Tab(browser, (folder / name).as_uri())
    assert tab.page.evaluate(LOADS, outside) == ["refused", False, True]
    assert Counter.hits == []
    assert any("Content Security Policy" in complaint for complaint in tab.complaints)
    tab.context.close()

    # without the policy the same page loads from outside: the check above can fail
    page = folder / name
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace("Content-Security-Policy", "x"), encoding="utf-8")
    tab = Tab(browser, page.as_uri())
    assert tab.page.evaluate(LOADS, outside)[:2] == ["taken", True]
    assert {"/img", "/css", "/frame", "/script", "/fetch"} <= set(Counter.hits)
    tab.context.close()
