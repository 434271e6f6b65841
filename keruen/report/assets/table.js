/* A table drawn by pages. Rows are numbers; a column says how a row sorts (a number, NaN last) and how its cell looks. */
"use strict";
(function () {
  const { say, make, onLanguage } = window.Keruen;
  const SIZES = [25, 50, 100];
  const PRINTED = 1000;

  /**
   * container: an empty element. columns: { name, say, rank(row), cell(row), number }, where rank gives the sort key.
   * counted: the string that tells how many rows there are. sort: { name, down }, the order at the start.
   * Returns { show(rows, all) }: rows an array of row numbers, all how many there are without filters.
   */
  function table(container, columns, { counted, label, sort }) {
    let rows = [];
    let all = 0;
    let page = 0;
    let size = SIZES[0];
    let order = { ...sort };

    const status = make("p", { class: "status", role: "status" });
    const head = make("tr", { role: "row" });
    const body = make("tbody", { role: "rowgroup" });
    const element = make("table", { role: "table", "aria-labelledby": label },
      make("thead", { role: "rowgroup" }, head), body);
    const pages = make("nav", { class: "pages" });
    const printed = make("p", { class: "printed fine" });
    container.append(status, make("div", { class: "scroll" }, element), printed, pages);

    const headers = columns.map((column) => {
      const button = make("button", { type: "button" });
      const header = make("th", { role: "columnheader", scope: "col", "data-column": column.name }, button);
      if (column.number) header.classList.add("number");
      button.addEventListener("click", () => {
        order = { name: column.name, down: order.name === column.name ? !order.down : Boolean(column.number) };
        arrange();
        page = 0;
        draw();
      });
      head.append(header);
      return { column, header, button };
    });

    const turn = (name, sign, to) => {
      const button = make("button", { type: "button", "data-page": name }, make("span", { "aria-hidden": "true" }, sign));
      button.addEventListener("click", () => {
        page = to();
        draw();
      });
      return button;
    };
    const last = () => Math.max(0, Math.ceil(rows.length / size) - 1);
    const turns = [turn("first", "«", () => 0), turn("previous", "‹", () => page - 1),
      turn("next", "›", () => page + 1), turn("last", "»", last)];
    const where = make("span", { class: "where", role: "status" });
    const sizes = make("select", { name: "rows" }, ...SIZES.map((count) => make("option", { value: count }, String(count))));
    const sizeName = make("span");
    sizes.addEventListener("change", () => {
      size = Number(sizes.value);
      page = 0;
      draw();
    });
    pages.append(turns[0], turns[1], where, turns[2], turns[3], make("label", { class: "size" }, sizeName, sizes));

    function arrange() {
      const column = columns.find((one) => one.name === order.name);
      const keys = new Map();
      for (const row of rows) keys.set(row, column.rank(row));
      const sign = order.down ? -1 : 1;
      rows.sort((one, other) => {
        const [a, b] = [keys.get(one), keys.get(other)];
        if (a === b) return one - other;
        if (Number.isNaN(a)) return Number.isNaN(b) ? one - other : 1;
        if (Number.isNaN(b)) return -1;
        return sign * (a - b);
      });
    }

    function line(row) {
      return make("tr", { role: "row" }, ...columns.map((column) => {
        const content = column.cell(row);
        const cell = make("td", {
          role: "cell", class: `c-${column.name}${column.number ? " number" : ""}`, "data-label": say(column.say),
        });
        cell.append(...(Array.isArray(content) ? content : [content]));
        return cell;
      }));
    }

    function draw(start = page * size, end = start + size) {
      page = Math.min(page, last());
      body.replaceChildren(...Array.from(rows.slice(start, end), line));
      status.textContent = rows.length ? say(counted, { n: Keruen.number(rows.length), all: Keruen.number(all) }) : say("none_found");
      headers.forEach(({ column, header, button }) => {
        button.textContent = say(column.say);
        header.dataset.label = say(column.say);
        const direction = order.name === column.name ? (order.down ? "descending" : "ascending") : "none";
        header.setAttribute("aria-sort", direction);
      });
      where.textContent = say("page_of", { page: Keruen.number(page + 1), pages: Keruen.number(last() + 1) });
      turns.forEach((button) => {
        const name = button.dataset.page;
        button.setAttribute("aria-label", say(name));
        button.disabled = name === "first" || name === "previous" ? page === 0 : page === last();
      });
      sizeName.textContent = say("page_rows");
      pages.setAttribute("aria-label", `${say("pages")}: ${document.getElementById(label).textContent}`);
      printed.textContent = end - start > size && rows.length > end ? say("printed_of", { n: end, all: rows.length }) : "";
    }

    onLanguage(() => {
      arrange();
      draw();
    });
    addEventListener("beforeprint", () => draw(0, PRINTED));
    addEventListener("afterprint", () => draw());

    return {
      show(found, count) {
        rows = found;
        all = count;
        page = 0;
        arrange();
        draw();
      },
    };
  }

  window.Keruen.table = table;
})();
