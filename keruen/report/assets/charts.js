/* Two charts of the totals: a pair over the years, and who sends to whom. The library draws; it is given data only. */
"use strict";
(function () {
  const { say, place, number } = window.Keruen;
  const LARGEST = 20;
  // Okabe and Ito's colours, which colour-blind readers tell apart; patterns tell the bars apart as well
  const COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442"];
  const drawn = new Map();

  const short = (value) => {
    const [size, sign] = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"], [1e3, "thousand"]]
      .find(([one]) => Math.abs(value) >= one) || [1, ""];
    return number(+(value / size).toFixed(1)) + (sign && "\u00a0" + say(sign));
  };

  function paint(id, option, label) {
    const element = document.getElementById(id);
    element.setAttribute("aria-label", label);
    const style = getComputedStyle(document.documentElement);
    const [ink, faint, paper] = ["--ink", "--line", "--paper"].map((name) => style.getPropertyValue(name).trim());
    if (!drawn.has(id)) drawn.set(id, echarts.init(element, null, { renderer: "canvas" }));
    const chart = drawn.get(id);
    element.dataset.state = option ? "drawn" : "empty";
    chart.clear();
    if (!option) return;
    chart.setOption({
      animation: false,
      color: COLOURS,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink, fontSize: 13 },
      tooltip: {
        renderMode: "richText", confine: true, backgroundColor: paper, borderColor: faint, textStyle: { color: ink },
        formatter: (one) => `${one.data.told || one.name}\n${one.seriesName && !one.data.told ? one.seriesName + ": " : ""}${number(one.value)}`,
      },
      ...option({ ink, faint, paper }),
    });
  }

  /** totals: of one unordered pair and currency. */
  function bars(totals, pools, caption) {
    const years = Array.from(new Set(totals.map((one) => one.year)));
    years.sort((one, other) => (one || "~").localeCompare(other || "~"));
    const series = new Map();
    for (const one of totals) {
      const kind = pools.kind[one.kind];
      const ways = [one.origin, one.destination].map((party) => place(pools.party[party]));
      const name = `${Keruen.word("kind", kind)}: ${ways.join(kind === "turnover" ? " ⇄ " : " → ")}`;
      if (!series.has(name)) series.set(name, years.map(() => null));
      const values = series.get(name);
      const at = years.indexOf(one.year);
      values[at] = (values[at] || 0) + one.value;
    }
    const option = ({ ink, faint }) => ({
      aria: { enabled: true, label: { enabled: false }, decal: { show: series.size > 1 } },
      legend: { bottom: 0, left: 0, orient: "vertical", itemGap: 5, textStyle: { color: ink } },
      grid: { left: 8, right: 12, top: 16, bottom: 14 + 20 * series.size, containLabel: true },
      xAxis: { type: "category", data: years.map((year) => year || "?"), axisLabel: { color: ink }, axisLine: { lineStyle: { color: faint } } },
      yAxis: { type: "value", axisLabel: { color: ink, formatter: short }, splitLine: { lineStyle: { color: faint } } },
      series: Array.from(series, ([name, data]) => ({ type: "bar", name, data, barMaxWidth: 36 })),
    });
    paint("bars", series.size ? option : null, series.size ? `${say("over_years")}. ${caption}` : say("nothing_drawn"));
  }

  /** totals: of one currency and of kinds that have a direction. Returns how many links are shown, and of how many. */
  function sankey(totals, pools) {
    const links = new Map();
    for (const one of totals) {
      const [from, to] = [pools.party[one.origin], pools.party[one.destination]];
      if (!from || !to || from === to || one.value <= 0) continue;
      const key = JSON.stringify([from, to]);
      links.set(key, { from, to, value: (links.get(key) || { value: 0 }).value + one.value });
    }
    const shown = Array.from(links.values()).sort((one, other) => other.value - one.value).slice(0, LARGEST);
    // a country that both sends and takes stands on both sides, so that no circle arises
    const nodes = new Map();
    for (const { from, to } of shown) {
      nodes.set("from " + from, { name: "from " + from, told: place(from), depth: 0 });
      nodes.set("to " + to, { name: "to " + to, told: place(to), depth: 1 });
    }
    const option = ({ ink }) => ({
      series: [{
        type: "sankey", left: 4, right: 130, top: 8, bottom: 8, nodeWidth: 12, nodeGap: 13, draggable: false,
        emphasis: { focus: "adjacency" },
        label: { color: ink, width: 120, overflow: "truncate", formatter: (one) => one.data.told },
        labelLayout: { hideOverlap: true },
        lineStyle: { color: "source", opacity: 0.4 },
        data: Array.from(nodes.values()),
        links: shown.map(({ from, to, value }) => ({ source: "from " + from, target: "to " + to, value, told: `${place(from)} → ${place(to)}` })),
      }],
    });
    const words = shown.slice(0, 10).map(({ from, to, value }) => `${place(from)} → ${place(to)}: ${number(value)}`);
    paint("sankey", shown.length ? option : null, shown.length ? `${say("who_to_whom")}. ${words.join("; ")}` : say("nothing_drawn"));
    return { n: shown.length, all: links.size };
  }

  addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
  window.Keruen.charts = { bars, sankey, chart: (id) => drawn.get(id) };
})();
