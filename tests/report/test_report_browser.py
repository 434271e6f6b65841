"""The pages in a real browser, from disk: everything works, and nothing is loaded from outside."""

import random

import pytest
from report_documents import SERBIA, document_of, write_site
from report_tab import WIDE, Tab, article, column, index

from keruen.report.passages import spans
from keruen.report.rows import article_of
from keruen.report.totals import totals

PHONE, NARROW = {"width": 390, "height": 844}, {"width": 320, "height": 700}
COLUMNS = ("origin", "destination", "kind", "value", "currency", "goods", "period", "status", "date", "source", "article")


@pytest.fixture(scope="module")
def report(gold, tmp_path_factory):
    return write_site(tmp_path_factory.mktemp("report") / "pages", gold)


@pytest.fixture(scope="module")
def articles(gold):
    return [article_of(document, "news.jsonl") for document in gold]


@pytest.fixture(scope="module")
def small(serbia, tmp_path_factory):
    arabic = document_of(
        id="arabic", meta={"date": "2026-03-01", "lang": "kk", "source": "Kazinform"}, ents=[],
        text="قازاقستان مۇناي ساتتى 5 دوللار",
        flows=[{
            "money": {"start": 23, "end": 31}, "value": 5, "value_max": 7, "currency": "EUR", "flow": "import",
            "origin": None, "destination": "KZ", "commodity": {"start": 10, "end": 15}, "period": "2024-01/2024-05",
            "status": "forecast", "evidence": [{"start": 0, "end": 4}],
        }],
    )  # fmt: skip
    return write_site(tmp_path_factory.mktemp("small") / "pages", [serbia, arabic])


def shown(page, count):
    page.wait_for_function("count => document.querySelectorAll('#flows-table tbody tr').length === count", arg=count)


def test_every_column_sorts_both_ways(browser, report):
    with Tab(browser, index(report)) as page:
        assert len(column(page, "value")) == 25
        for name in COLUMNS:
            header = page.locator(f"#flows-table th[data-column={name}]")
            orders = []
            for _ in range(2):
                header.locator("button").click()
                orders.append((header.get_attribute("aria-sort"), column(page, name)))
            assert {order for order, _ in orders} == {"ascending", "descending"}
            if name in ("value", "date"):
                for order, cells in orders:
                    keys = [cell.replace("\u202f", "").partition("–")[0].replace("-", "") for cell in cells]
                    keys = [float(key) for key in keys if key]
                    assert keys == sorted(keys, reverse=order == "descending") and len(keys) > 20
            assert orders[0][1] != orders[1][1]
            assert page.locator("#flows-table th:not([aria-sort=none])").count() == 1


@pytest.mark.parametrize(
    "control, value, wanted",
    [
        ("origin", "Kazakhstan", lambda article, flow: flow.origin == "KZ"),
        ("destination", "?", lambda article, flow: flow.destination == ""),
        ("kind", "turnover", lambda article, flow: flow.kind == "turnover"),
        ("status", "forecast", lambda article, flow: flow.status == "forecast"),
        ("currency", "EUR", lambda article, flow: flow.currency == "EUR"),
        ("period", "?", lambda article, flow: flow.period == ""),
        ("period", "2013", lambda article, flow: flow.period[:4] <= "2013" <= flow.period[-4:] if "/" in flow.period and
         len(flow.period) == 9 else flow.period[:4] == "2013"),
        ("source", "dip-01.jsonl", None),
        ("goods", "бидай", lambda article, flow: "бидай" in flow.goods.lower()),
        ("date-from", "2026-01-01", lambda article, flow: article.date >= "2026-01-01"),
        ("date-until", "2024-12-31", lambda article, flow: "" < article.date <= "2024-12-31"),
    ],
)  # fmt: skip
def test_filters(browser, report, articles, control, value, wanted):
    with Tab(browser, index(report)) as page:
        if control in ("goods", "date-from", "date-until"):
            page.fill(f"#filter-{control}", value)
        elif control == "source":
            value = page.locator("#filter-source option").nth(1).inner_text()
            page.select_option("#filter-source", index=1)
        else:
            label = "unknown" if (control, value) == ("period", "?") else value
            page.select_option(f"#filter-{control}", label=label)
        page.wait_for_timeout(250)
        status = page.locator("#flows-table .status").inner_text().replace("\u202f", "")
        found = int(status.split(" of ")[0])
        if wanted is None:
            assert set(column(page, "source")) == {value}
        else:
            expected = sum(1 for article in articles for flow in article.flows if wanted(article, flow))
            if control == "goods":  # goods in other scripts are found as well
                assert found >= expected > 0
            else:
                assert found == expected > 0
        page.click("button[type=reset]")
        page.wait_for_timeout(250)
        all_flows = sum(len(article.flows) for article in articles)
        assert page.locator("#flows-table .status").inner_text().replace("\u202f", "") == f"{all_flows} of {all_flows} flows"


def test_goods_in_another_script_and_nothing_found(browser, small):
    with Tab(browser, index(small)) as page:
        page.fill("#filter-goods", "Мұнай")
        page.wait_for_timeout(250)
        assert sorted(column(page, "goods")) == ["мұнай", "مۇناي"]
        page.fill("#filter-goods", "<b>")
        shown(page, 0)
        assert page.locator("#flows-table .status").inner_text() == "Nothing meets the filters."
        assert page.locator("#bars").get_attribute("data-state") == "empty"


def test_a_report_without_flows(browser, tmp_path):
    folder = write_site(tmp_path / "pages", [document_of(id="a", text="Мәтін")])
    with Tab(browser, index(folder)) as page:
        assert page.locator("#flows-table .status").inner_text() == "Nothing meets the filters."
        assert column(page, "article", "articles") == ["Мәтін"]
        page.click("button[data-language=kaa]")
        page.click("#articles-table td.c-article a")
        assert page.locator(".side .fine").inner_text() == "Бул мақалада ағым жоқ."


def test_pages(browser, report):
    with Tab(browser, index(report)) as page:
        first = column(page, "article"), column(page, "value")
        turn = page.locator("#flows-table [data-page=next]")
        assert page.locator("#flows-table [data-page=previous]").is_disabled()
        turn.click()
        assert (column(page, "article"), column(page, "value")) != first
        page.click("#flows-table [data-page=last]")
        assert turn.is_disabled()
        page.select_option("#flows-table select[name=rows]", "100")
        assert len(column(page, "value")) == 100
        page.click("#articles-table [data-page=next]")
        page.locator("#articles-table a").first.click()
        page.wait_for_selector("#text p")


def test_totals_are_those_of_the_library(browser, gold, tmp_path):
    documents, chance = [], random.Random(3)
    for document in gold:
        flows = []
        for flow in document.flows:  # gold says of no flow that it is told again or is an item
            if flows and chance.random() < 0.5:
                other = chance.choice(flows)
                link = {chance.choice(("part_of", "same_as")): other["money"]}
                flow = (
                    {**flow, **link}
                    if chance.random() < 0.3
                    else {**other, "money": flow["money"], "value": flow["value"], **link}
                )
            flows.append(flow)
        documents.append(document.model_copy(update={"flows": flows}))
    report = write_site(tmp_path / "pages", documents)
    articles = [article_of(document, "news.jsonl") for document in documents]
    expected = {" | ".join(row.heading): row for row in totals(articles)}
    with Tab(browser, index(report)) as page:
        found = page.evaluate("""() => {
            const { pools, rows } = KERUEN_DATA;
            return Keruen.totals(KERUEN_DATA, rows.article.map((_, row) => row)).map((one) => [
                [pools.party[one.origin], pools.party[one.destination], pools.kind[one.kind], pools.status[one.status],
                 one.year, pools.currency[one.currency]].join(" | "),
                [one.flows, one.leftOut, one.articles, one.overlap], [one.value, one.max, one.largest]]);
        }""")
    assert len(found) == len(expected) > 500 and sum(row.left_out for row in expected.values()) > 50
    for key, counts, sums in found:
        row = expected[key]
        assert counts == [row.flows, row.left_out, row.articles, row.overlap], key
        assert sums == pytest.approx([float(row.value), float(row.value_max), float(row.largest)]), key


def test_totals_follow_the_filters(browser, small):
    with Tab(browser, index(small)) as page:
        assert (column(page, "sum", "totals"), column(page, "leftout", "totals")) == (["28\u202f600\u202f000"], ["1"])
        page.fill("#filter-goods", "мұнай")
        page.wait_for_timeout(250)
        assert column(page, "sum", "totals") == ["20\u202f000\u202f000"]
        page.fill("#filter-goods", "")
        page.select_option("#filter-status", label="forecast")
        page.wait_for_timeout(250)
        assert (column(page, "origin", "totals"), column(page, "sum", "totals")) == (["?"], ["5–7"])


INK = """id => {
    const canvas = document.querySelector(`#${id} canvas`);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3]) colours.add(data[at] * 65536 + data[at + 1] * 256 + data[at + 2]);
    }
    return colours.size;
}"""


def test_charts_draw_what_is_chosen(browser, report):
    with Tab(browser, index(report)) as page:
        assert page.evaluate(INK, "bars") > 20 and page.evaluate(INK, "sankey") > 20
        series = "Keruen.charts.chart('bars').getOption().series.map((one) => [one.name, one.data])"
        before = page.evaluate(series)
        page.select_option("#chart-pair", label="Kazakhstan – Serbia")
        after = page.evaluate(series)
        assert after != before and {name.split(": ")[1] for name, _ in after} <= {
            "Kazakhstan → Serbia", "Serbia → Kazakhstan", "Kazakhstan ⇄ Serbia",
        }  # fmt: skip
        assert "Kazakhstan – Serbia, USD, actual" in page.locator("#bars").get_attribute("aria-label")
        links = "Keruen.charts.chart('sankey').getOption().series[0].links.map((one) => one.value)"
        values = page.evaluate(links)
        assert len(values) == 20 and values == sorted(values, reverse=True)
        page.select_option("#filter-kind", label="turnover")
        page.wait_for_timeout(250)
        assert page.locator("#sankey").get_attribute("data-state") == "empty"
        assert "no direction" in page.locator("#sankey-note").inner_text()


def lit(page):
    """The lit words by role, in the order of the text."""
    return page.evaluate(
        """() => Array.from(document.querySelectorAll("[data-lit]"), (one) => [one.dataset.lit, one.textContent])"""
    )


def test_a_click_on_a_flow_lights_its_words(browser, small):
    with Tab(browser, article(small, "serbia")) as page:
        assert lit(page) == []
        page.hover("#card-1")
        assert lit(page) == [
            ["d", "2025 жылы"],
            ["p", "Қазақстан"],
            ["p", "Сербияға"],
            ["a", "28,6 миллион доллардың"],
            ["c", "экспорттады"],
        ]
        page.click("#card-2 .pick")
        page.mouse.move(5, 5)
        own = [
            ["d", "2025 жылы"],
            ["p", "Қазақстан"],
            ["p", "Сербияға"],
            ["c", "экспорттады"],
            ["g", "мұнай"],
            ["a", "20 миллион доллар"],
        ]
        assert lit(page) == own
        assert page.locator("#card-2 .pick").get_attribute("aria-pressed") == "true"
        page.click("#text .money >> nth=0")
        assert ["a", "28,6 миллион доллардың"] in lit(page)
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        assert lit(page) == []
        assert (
            page.locator("#text").evaluate("one => Array.from(one.children, (line) => line.textContent).join('\\n')")
            == SERBIA
        )


def test_every_flow_of_the_seeds_lights_its_own_words(browser, report, articles):
    letters = {"amount": "a", "goods": "g", "party": "p", "date": "d", "cue": "c"}
    told = [one for one in articles[:5] if one.flows]
    assert len(told) >= 3
    for one in told:
        with Tab(browser, article(report, one.id)) as page:
            for flow in one.flows:
                page.focus(f"#card-{flow.number} .pick")
                words = "".join(text for role, text in lit(page) if role == "a")
                assert words == one.text[slice(*flow.money)]
                assert {role for role, _ in lit(page)} <= {letters[role] for _, _, role in spans(flow)}


def test_an_address_of_a_flow_opens_its_article_at_the_flow(browser, small):
    with Tab(browser, index(small), PHONE) as page:
        page.click("#flows-table tbody tr:last-child td.c-value a")
        page.wait_for_selector("[data-lit=a]")
        assert "/articles/00001-serbia.html#flow-2" in page.url
        page.wait_for_timeout(200)
        box = page.locator("[data-lit=a]").bounding_box()
        assert 0 <= box["y"] <= PHONE["height"]


def test_arabic_script_runs_right_to_left_and_stays_joined(browser, report, small):
    with Tab(browser, article(report, "serbia")) as page:
        text = page.locator("#text")
        assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"
        assert text.get_attribute("lang") == "kk-Arab" and page.locator("html").get_attribute("lang") == "en"
        first, second = (page.locator(f"#text p:first-child mark >> nth={at}").bounding_box()["x"] for at in (0, 1))
        assert first > second
    with Tab(browser, article(small, "arabic")) as page:
        # a span that ends within a word must not part its letters
        widths = page.evaluate("""() => {
            const line = document.querySelector("#text p");
            const width = (text) => {
                const copy = document.createElement("span");
                copy.append(...text);
                line.append(copy);
                const found = copy.getBoundingClientRect().width;
                copy.remove();
                return found;
            };
            const cut = document.querySelector("[data-f='1c']").cloneNode(true);
            return [[cut, "قستان"], ["قازاقستان"], ["قاز\u200cاق\u200cس\u200cت\u200cان"]].map(width);
        }""")
        assert widths[0] == pytest.approx(widths[1], abs=0.5) and abs(widths[2] - widths[1]) > 1


def test_language(browser, small):
    with Tab(browser, index(small)) as page:
        for language, head, place in [
            ("kk", "Қайдан", "Қазақстан"),
            ("kaa", "Ҳалаты", "Қазақстан"),
            ("en", "Status", "Kazakhstan"),
        ]:
            page.click(f"button[data-language={language}]")
            assert page.locator("html").get_attribute("lang") == language
            assert head in page.locator("#flows-table thead").inner_text()
            assert place in column(page, "destination") + column(page, "origin")
        page.click("button[data-language=kaa]")
        page.click("#flows-table td.c-value a >> nth=0")
        page.wait_for_selector("#text p")
        page.wait_for_selector(".links a:has-text('Барлық ағымлар')")
        assert page.locator("button[data-language=kaa]").get_attribute("aria-pressed") == "true"


def test_keyboard_alone(browser, small):
    with Tab(browser, index(small)) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        reached = set()
        for _ in range(80):
            page.keyboard.press("Tab")
            name = page.evaluate("""() => {
                const one = document.activeElement;
                const style = getComputedStyle(one);
                const seen = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
                if (one !== document.body && !seen) return "no outline: " + one.outerHTML;
                return one.closest("th") ? "sort" : one.tagName.toLowerCase();
            }""")
            reached.add(name)
        assert [one for one in reached if one.startswith("no outline")] == []
        assert reached >= {"a", "button", "select", "input", "sort", "summary"}
        page.focus("#flows-table th[data-column=value] button")
        page.keyboard.press("Enter")
        assert page.locator("#flows-table th[data-column=value]").get_attribute("aria-sort") == "descending"
        assert column(page, "value")[0] == "28\u202f600\u202f000"
    with Tab(browser, article(small, "serbia")) as page:
        page.focus("#card-2 .pick")
        assert ["g", "мұнай"] in lit(page)
        page.keyboard.press("Enter")
        assert page.locator("#card-2 .pick").get_attribute("aria-pressed") == "true"


NAMELESS = """() => {
    const named = (one) => one.textContent.trim() || one.getAttribute("aria-label") || one.getAttribute("aria-labelledby")
        || (one.labels && one.labels.length && one.labels[0].textContent.trim());
    const parts = document.querySelectorAll("button, select, input, a, nav, table, form, [role=img]");
    return Array.from(parts).filter((one) => !named(one)).map((one) => one.outerHTML);
}"""


def test_names_and_landmarks(browser, small):
    for address in (index(small), article(small, "serbia")):
        with Tab(browser, address) as page:
            for tag in ("main", "header", "nav", "h1"):
                assert page.locator(tag).count() >= 1
            nameless = page.evaluate(NAMELESS)
            assert nameless == []


@pytest.mark.parametrize("viewport", [NARROW, PHONE, WIDE], ids=["320", "390", "1280"])
def test_nothing_is_wider_than_the_screen(browser, report, viewport):
    for address in (index(report), article(report, "serbia")):
        with Tab(browser, address, viewport) as page:
            page.wait_for_timeout(200)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_print_shows_all_flows(browser, report, small):
    with Tab(browser, index(report), color_scheme="dark") as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert len(column(page, "value")) == 1000
        assert "Printed: 1000 of" in page.locator("#flows-table .printed").text_content()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert len(column(page, "value")) == 25
    with Tab(browser, article(small, "serbia")) as page:
        page.emulate_media(media="print")
        assert page.locator(".card").count() == 2 and all(card.is_visible() for card in page.locator(".card").all())
        assert not page.locator(".languages").is_visible()
        assert len(page.pdf()) > 10_000
