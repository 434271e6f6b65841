/* Totals for each direction, kind, status, year and currency, of the rows that a filter leaves. The rule is that of
   keruen/report/totals.py: what is told again counts once, an item isn't added where its total is. */
"use strict";
(function () {
  /** The first mention that a row tells again, or the row itself. */
  function firstMention(rows, row) {
    while (rows.first[row] >= 0) row = rows.first[row];
    return row;
  }

  function overlapping(periods, known) {
    const bounds = new Map();
    for (const number of periods) {
      const [, , low, high] = known[number];
      if (low) bounds.set(`${low}/${high}`, [low, high]);
    }
    let highest = 0;
    for (const [low, high] of Array.from(bounds.values()).sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
      if (low <= highest) return true;
      highest = Math.max(highest, high);
    }
    return false;
  }

  /**
   * data: KERUEN_DATA. found: row numbers. Returns a list of { origin, destination, kind, status, year, currency, flows,
   * leftOut, articles, value, max, largest, overlap }; what stands in a pool by its number, the year as text.
   */
  function totals(data, found) {
    const { rows, pools } = data;
    const heading = (row) => [rows.origin[row], rows.destination[row], rows.kind[row], rows.status[row],
      pools.period[rows.period[row]][1], rows.currency[row]].join(" ");
    const valued = Array.from(found).filter((row) => rows.value[row] !== null).sort((one, other) => one - other);
    const once = new Map();
    for (const row of valued) {
      const first = firstMention(rows, row);
      if (!once.has(first)) once.set(first, heading(row));
    }
    const item = (row, own) => {
      while (rows.total[row] >= 0) {
        row = firstMention(rows, rows.total[row]);
        if (once.get(row) === own) return true;
      }
      return false;
    };
    const sums = new Map();
    const told = new Set();
    for (const row of valued) {
      const own = heading(row);
      if (!sums.has(own)) {
        sums.set(own, {
          origin: rows.origin[row], destination: rows.destination[row], kind: rows.kind[row], status: rows.status[row],
          year: pools.period[rows.period[row]][1], currency: rows.currency[row],
          flows: 0, leftOut: 0, articles: new Set(), value: 0, max: 0, largest: -Infinity, periods: new Set(),
        });
      }
      const sum = sums.get(own);
      const first = firstMention(rows, row);
      const left = told.has(first) || item(row, own);
      told.add(first);
      if (left) {
        sum.leftOut += 1;
        continue;
      }
      const value = rows.value[row];
      sum.flows += 1;
      sum.articles.add(rows.article[row]);
      sum.value += value;
      sum.max += row in rows.max ? rows.max[row] : value;
      sum.largest = Math.max(sum.largest, value);
      sum.periods.add(rows.period[row]);
    }
    return Array.from(sums.values()).filter((sum) => sum.flows).map((sum) => ({
      ...sum, articles: sum.articles.size, overlap: overlapping(sum.periods, pools.period),
    }));
  }

  window.Keruen.totals = totals;
})();
