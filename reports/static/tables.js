// Long tables can be sorted by a column and filtered by words. Without this script they are read as they stand.
"use strict";
(() => {
  const LONG = 8;
  const said = JSON.parse(document.documentElement.dataset.tools);
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  // A row and the line of detail under it stay together.
  const pairs = (body) => {
    const groups = [];
    for (const row of body.rows) {
      if (row.classList.contains("detail")) groups.at(-1).push(row);
      else groups.push([row]);
    }
    return groups;
  };

  const number = (text) => {
    const plain = text.replace(/[,%▼†\s]/g, "").replace("\u2212", "-");
    return /^[+-]?\d/.test(plain) ? parseFloat(plain) : NaN;
  };

  // Numbers by size, words by the language's order, and what is withheld always last.
  const before = (one, other, direction) => {
    if (one === other) return 0;
    const [left, right] = [number(one), number(other)];
    if (!Number.isNaN(left) && !Number.isNaN(right)) return direction * (left - right);
    if (one.startsWith("[") !== other.startsWith("[")) return one.startsWith("[") ? 1 : -1;
    return direction * one.localeCompare(other, document.documentElement.lang);
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = said.sort;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        const text = (group) => group[0].cells[place].textContent.trim();
        const rows = pairs(body);
        const totals = rows.filter((group) => group[0].classList.contains("total"));
        const others = rows.filter((group) => !group[0].classList.contains("total"));
        others.sort((one, other) => before(text(one), text(other), direction));
        body.append(...others.flat(), ...totals.flat());
      });
    });
  };

  const filterable = (table, caption, place) => {
    const label = document.createElement("label");
    label.className = "filter";
    const field = document.createElement("input");
    field.type = "search";
    const count = document.createElement("span");
    count.className = "quiet";
    count.setAttribute("role", "status");
    label.append(`${said.filter} `, field, " ", count);
    caption.after(label);
    field.id = `filter-${place}`;
    field.addEventListener("input", () => {
      const words = folded(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const group of pairs(table.tBodies[0])) {
        const text = folded(group.map((row) => row.textContent).join(" "));
        const stays = words.every((word) => text.includes(word));
        for (const row of group) row.hidden = !stays;
        shown += stays ? 1 : 0;
      }
      count.textContent = words.length ? said.shown.replace("#", shown) : "";
    });
  };

  document.querySelectorAll("figure.table").forEach((figure, place) => {
    const table = figure.querySelector("table");
    if (pairs(table.tBodies[0]).length < LONG) return;
    sortable(table);
    filterable(table, figure.querySelector("figcaption"), place);
  });
})();
