// Finds pages by every word given, in whatever order; the words stand in search-data.js beside the page.
"use strict";
(() => {
  const SHOWN = 50;
  const field = document.getElementById("words");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const pages = MAJORWATCH_PAGES.map((page) => ({ page, text: folded(page.slice(0, 4).join(" ")), title: folded(page[1]), code: folded(page[3]) }));

  // A code that is the words, or a title that begins with them, comes first; then one that holds them; then the rest.
  const rank = (entry, words) =>
    entry.code === words.join(" ") || entry.title.startsWith(words[0])
      ? 0
      : words.every((word) => entry.title.includes(word))
        ? 1
        : 2;

  // What to read next, each with its reason.
  const relatedTo = (related) => {
    const list = document.createElement("ul");
    list.className = "related";
    list.setAttribute("aria-label", found.dataset.related);
    for (const [title, reason, address] of related) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = address;
      link.textContent = title;
      item.append(link, ` ${reason}`);
      list.append(item);
    }
    return list;
  };

  const line = ([kind, title, under, , address, related]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = title;
    const beside = document.createElement("span");
    beside.className = "quiet";
    beside.textContent = `${kind} · ${under}`;
    item.append(link, beside);
    if (related) item.append(relatedTo(related));
    return item;
  };

  const search = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    const met = words.length ? pages.filter((entry) => words.every((word) => entry.text.includes(word))) : [];
    met.sort((one, other) => rank(one, words) - rank(other, words));
    results.replaceChildren(...met.slice(0, SHOWN).map((entry) => line(entry.page)));
    const { many, none, more } = found.dataset;
    const said = met.length > SHOWN ? more : met.length ? many : none;
    found.textContent = words.length ? said.replace("#", met.length) : "";
    history.replaceState(null, "", words.length ? `#${encodeURIComponent(field.value)}` : location.pathname);
  };

  field.value = decodeURIComponent(location.hash.slice(1));
  field.addEventListener("input", search);
  search();
  field.focus();
})();
