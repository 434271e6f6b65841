/* The filters of the page: what they offer, and which rows they leave. */
"use strict";
(function () {
  const { say, place, make, onLanguage } = window.Keruen;
  const CHOICES = ["origin", "destination", "kind", "status", "currency", "period", "source"];
  const ANY = "";
  const KNOWN = ["export", "import", "turnover", "investment", "actual", "forecast", "target"];

  /** The words of a pool in the chosen language: places by name, known kinds and statuses as strings, the rest as it is. */
  function word(name, text) {
    if (name === "origin" || name === "destination" || name === "party") return place(text);
    if (!text) return say("unknown");
    return (name === "kind" || name === "status") && KNOWN.includes(text) ? say(text) : text;
  }

  /** data: KERUEN_DATA; changed: called with the row numbers that are left. */
  function filters(data, changed) {
    const { rows, pools, articles } = data;
    const form = document.getElementById("filters");
    const goods = document.getElementById("filter-goods");
    const [from, until] = ["filter-date-from", "filter-date-until"].map((id) => document.getElementById(id));
    const selects = Object.fromEntries(CHOICES.map((name) => [name, document.getElementById("filter-" + name)]));
    const pool = { ...pools, origin: pools.party, destination: pools.party };
    const count = rows.article.length;
    const sourceOf = rows.article.map((article) => articles.source[article]);
    const dateOf = rows.article.map((article) => articles.date[article]);

    function offered(name) {
      if (name === "period") {
        const years = new Set();
        for (const [, , low, high] of pools.period) {
          for (let year = Math.floor(low / 1e4); low && year <= high / 1e4 && years.size < 400; year += 1) years.add(year);
        }
        const list = Array.from(years).sort((one, other) => other - one).map((year) => [String(year), String(year)]);
        return pools.period.some(([, , low]) => !low) ? [...list, ["?", say("unknown")]] : list;
      }
      const used = new Set(name === "source" ? sourceOf : rows[name]);
      const order = new Intl.Collator(Keruen.language() === "en" ? "en" : "kk").compare;
      return Array.from(used, (number) => [String(number), word(name, pool[name][number])])
        .sort((one, other) => order(one[1], other[1]));
    }

    function offer() {
      for (const name of CHOICES) {
        const chosen = selects[name].value;
        selects[name].replaceChildren(make("option", { value: ANY }, say("any")),
          ...offered(name).map(([value, text]) => make("option", { value }, text)));
        selects[name].value = chosen;
      }
    }

    /** For each entry of a pool whether it is wanted; null where all are. */
    function masks() {
      const list = [];
      const keep = (column, wanted) => list.push({ column, wanted });
      for (const name of CHOICES) {
        const value = selects[name].value;
        if (value === ANY) continue;
        if (name === "period") {
          keep(rows.period, pools.period.map(([, , low, high]) =>
            (value === "?" ? !low : low && Math.floor(low / 1e4) <= value && value <= Math.floor(high / 1e4))));
        } else {
          keep(name === "source" ? sourceOf : rows[name], pool[name].map((_, number) => String(number) === value));
        }
      }
      const sought = goods.value.trim().toLowerCase();
      if (sought) keep(rows.goods, pools.spellings.map((text) => text.includes(sought)));
      if (from.value || until.value) {
        keep(dateOf, pools.date.map((date) => date && (!from.value || date >= from.value) && (!until.value || date <= until.value)));
      }
      return list;
    }

    function apply() {
      const list = masks();
      const found = [];
      for (let row = 0; row < count; row += 1) {
        if (list.every(({ column, wanted }) => wanted[column[row]])) found.push(row);
      }
      changed(found);
    }

    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(apply, 120);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply, 0));
    if (matchMedia("(max-width: 47rem)").matches) form.querySelector("details").open = false;
    onLanguage(offer);
    offer();
    return { apply, status: () => selects.status.value, kind: () => (selects.kind.value === ANY ? "" : pools.kind[selects.kind.value]) };
  }

  Object.assign(window.Keruen, { filters, word });
})();
