/* The page of all flows: its three tables and two charts, over the rows that the filters leave. */
"use strict";
(function () {
  const { say, place, number, make, word, onLanguage } = window.Keruen;
  const data = window.KERUEN_DATA;
  const { rows, pools, articles } = data;
  const PAIRS = 300;
  const pairSelect = document.getElementById("chart-pair");
  const currencySelect = document.getElementById("chart-currency");
  const text = (value) => make("bdi", {}, value);

  /** Where each entry of a pool stands when the pool is sorted by its words in the chosen language; "" last. */
  const ranks = new Map();
  function rank(name, pool) {
    if (!ranks.has(name)) {
      const order = new Intl.Collator(Keruen.language() === "en" ? "en" : "kk", { numeric: true }).compare;
      const words = pool.map((one) => (Array.isArray(one) ? one[0] : one));
      const sorted = words.map((one, at) => [at, name === "text" ? one : word(name, one)]).sort((one, other) => order(one[1], other[1]));
      const places = new Float64Array(words.length);
      sorted.forEach(([at], position) => { places[at] = words[at] ? position : NaN; });
      ranks.set(name, places);
    }
    return ranks.get(name);
  }
  onLanguage(() => ranks.clear());

  const range = (low, high) => (high === undefined || high === low ? number(low) : `${number(low)}–${number(high)}`);
  const link = (row, content, attributes) => make("a", { href: `${articles.page[rows.article[row]]}#flow-${rows.number[row]}`, ...attributes }, content);
  const party = (code) => make("span", code ? { title: code } : {}, text(place(code)));
  const plain = (name, pool, of) => ({
    name, say: name, rank: (row) => rank(name, pool)[of(row)], cell: (row) => text(pool[of(row)]),
  });

  const flowColumns = [
    { name: "origin", say: "origin", rank: (row) => rank("party", pools.party)[rows.origin[row]], cell: (row) => party(pools.party[rows.origin[row]]) },
    { name: "destination", say: "destination", rank: (row) => rank("party", pools.party)[rows.destination[row]], cell: (row) => party(pools.party[rows.destination[row]]) },
    {
      name: "kind", say: "kind", rank: (row) => rank("kind", pools.kind)[rows.kind[row]],
      cell: (row) => {
        const marks = [[rows.first[row], "told_again"], [rows.total[row], "item"]].filter(([at]) => at >= 0);
        return [text(word("kind", pools.kind[rows.kind[row]])), ...marks.map(([, key]) => make("span", { class: "flag" }, say(key)))];
      },
    },
    {
      name: "value", say: "value", number: true, rank: (row) => (rows.value[row] === null ? NaN : rows.value[row]),
      cell: (row) => link(row, text(rows.value[row] === null ? pools.amount[rows.amount[row]] || "?" : range(rows.value[row], rows.max[row])),
        { title: pools.amount[rows.amount[row]] || null }),
    },
    plain("currency", pools.currency, (row) => rows.currency[row]),
    plain("goods", pools.goods, (row) => rows.goods[row]),
    {
      name: "period", say: "period", rank: (row) => pools.period[rows.period[row]][2] || NaN,
      cell: (row) => pools.period[rows.period[row]][0].replace("/", "\u00a0–/").split("/").flatMap((end, at) => (at ? [" ", text(end)] : [text(end)])),
    },
    {
      name: "status", say: "status", rank: (row) => rank("status", pools.status)[rows.status[row]],
      cell: (row) => text(word("status", pools.status[rows.status[row]])),
    },
    plain("date", pools.date, (row) => articles.date[rows.article[row]]),
    plain("source", pools.source, (row) => articles.source[rows.article[row]]),
    {
      name: "article", say: "article", rank: (row) => rank("text", articles.title)[rows.article[row]],
      cell: (row) => link(row, text(articles.title[rows.article[row]])),
    },
  ];

  let sums = [];
  const sumText = (name, key, pool) => ({ name, say: name, rank: (at) => rank(key, pool)[sums[at][name]], cell: (at) => text(word(key, pool[sums[at][name]])) });
  const totalColumns = [
    { ...sumText("origin", "party", pools.party), cell: (at) => party(pools.party[sums[at].origin]) },
    { ...sumText("destination", "party", pools.party), cell: (at) => party(pools.party[sums[at].destination]) },
    sumText("kind", "kind", pools.kind),
    sumText("status", "status", pools.status),
    { name: "year", say: "year", rank: (at) => parseInt(sums[at].year, 10), cell: (at) => text(sums[at].year.replace("/", " – ") || "?") },
    { name: "sum", say: "sum", number: true, rank: (at) => sums[at].value, cell: (at) => text(range(sums[at].value, sums[at].max)) },
    sumText("currency", "currency", pools.currency),
    { name: "largest", say: "largest", number: true, rank: (at) => sums[at].largest, cell: (at) => text(number(sums[at].largest)) },
    {
      name: "counted", say: "counted", number: true, rank: (at) => sums[at].flows,
      cell: (at) => [text(number(sums[at].flows)), ...(sums[at].overlap ? [make("span", { class: "flag" }, say("overlap"))] : [])],
    },
    { name: "leftout", say: "left_out", number: true, rank: (at) => sums[at].leftOut, cell: (at) => text(number(sums[at].leftOut)) },
    { name: "told", say: "told_by", number: true, rank: (at) => sums[at].articles, cell: (at) => text(number(sums[at].articles)) },
  ];

  const articleColumns = [
    plain("date", pools.date, (at) => articles.date[at]),
    plain("source", pools.source, (at) => articles.source[at]),
    {
      name: "article", say: "article", rank: (at) => rank("text", articles.title)[at],
      cell: (at) => make("a", { href: articles.page[at] }, text(articles.title[at])),
    },
    { name: "flows", say: "flows", number: true, rank: (at) => articles.flows[at], cell: (at) => text(number(articles.flows[at])) },
  ];

  const table = (name, columns, counted, sort) =>
    Keruen.table(document.getElementById(name + "-table"), columns, { counted, label: name + "-title", sort });
  const flowTable = table("flows", flowColumns, "rows_of", { name: "date", down: true });
  const totalTable = table("totals", totalColumns, "totals_of", { name: "counted", down: true });
  const articleTable = table("articles", articleColumns, "articles_of", { name: "date", down: true });

  const actual = String(pools.status.indexOf("actual"));
  let found = [];
  let pair = "";
  let currency = "";

  const status = () => filter.status() || actual;

  function update(left) {
    found = left;
    flowTable.show(found, rows.article.length);
    const wanted = status();
    sums = Keruen.totals(data, found.filter((row) => String(rows.status[row]) === wanted));
    totalTable.show(sums.map((_, at) => at), sums.length);
    offerCharts();
    charts();
  }

  const tally = (keys) => {
    const counts = new Map();
    for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) || 0) + 1);
    return Array.from(counts).sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  };
  const pairOf = (sum) => {
    const codes = [pools.party[sum.origin], pools.party[sum.destination]].filter(Boolean).sort();
    return codes.length === 2 && codes[0] !== codes[1] ? JSON.stringify(codes) : null;
  };
  const pairText = (key) => JSON.parse(key).map(place).join(" – ");

  /** Pairs and currencies that the charts may show, the most told first; what was chosen stays where it can. */
  function offerCharts() {
    const offer = (select, entries, words, chosen) => {
      select.replaceChildren(...entries.map(([key]) => make("option", { value: key }, words(key))));
      const kept = entries.some(([key]) => key === chosen) ? chosen : entries.length ? entries[0][0] : "";
      select.value = kept;
      return kept;
    };
    const weighed = (of) => tally(sums.flatMap((sum) => new Array(sum.flows).fill(of(sum))));
    currency = offer(currencySelect, weighed((sum) => pools.currency[sum.currency]), (key) => key || say("unknown"), currency);
    pair = offer(pairSelect, weighed(pairOf).slice(0, PAIRS), pairText, pair);
  }

  function charts() {
    const own = sums.filter((sum) => pools.currency[sum.currency] === currency);
    const caption = pair ? say("bars_note", { pair: pairText(pair), currency, status: word("status", pools.status[status()] || "") }) : say("nothing_drawn");
    document.getElementById("bars-note").textContent = caption;
    Keruen.charts.bars(own.filter((sum) => pair && pairOf(sum) === pair), pools, caption);
    const kind = filter.kind();
    const shown = kind === "investment" ? ["investment"] : kind === "turnover" ? [] : ["export", "import"];
    const drawn = Keruen.charts.sankey(own.filter((sum) => shown.includes(pools.kind[sum.kind])), pools);
    const note = kind === "turnover" || kind === "investment" ? "sankey_" + kind : "sankey_goods";
    document.getElementById("sankey-note").textContent = say(note, { ...drawn, currency });
  }

  pairSelect.addEventListener("change", () => { pair = pairSelect.value; charts(); });
  currencySelect.addEventListener("change", () => { currency = currencySelect.value; charts(); });
  const redraw = () => { offerCharts(); charts(); };
  onLanguage(redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", charts);
  const how = document.querySelector(".how");
  let howOpen = how.open;
  const printing = (on) => {
    document.documentElement.classList.toggle("printing", on);
    if (on) howOpen = how.open;
    how.open = on || howOpen;
    charts();
  };
  addEventListener("beforeprint", () => printing(true));
  addEventListener("afterprint", () => printing(false));

  const filter = Keruen.filters(data, update);
  articleTable.show(articles.page.map((_, at) => at), articles.page.length);
  filter.apply();
  document.documentElement.dataset.ready = "true";
})();
