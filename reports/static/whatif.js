// Compares every program's critical lines with the values set; whatif-data.js says what a program's entry means.
"use strict";
(() => {
  const data = MAJORWATCH_WHATIF;
  const panel = document.getElementById("panel");
  const said = JSON.parse(panel.dataset.words);
  const settings = panel.querySelector(".settings");
  const sliders = [...settings.querySelectorAll("input")].map((input) => ({
    input,
    values: JSON.parse(input.dataset.values),
    today: Number(input.dataset.today),
    shown: input.parentElement.querySelector("output"),
    mark: input.parentElement.querySelector(".mark"),
  }));
  const named = Object.fromEntries(sliders.map((slider) => [slider.input.name, slider]));
  const criteria = [...new Set(data.rules.map((rule) => rule.criterion))];
  const never = -1;
  const notJudged = 0;
  const passed = 1;

  const whole = (number) => number.toLocaleString(said.locale);
  const signed = (number) => (number > 0 ? `+${whole(number)}` : `\u2212${whole(-number)}`);
  const place = (slider) => Number(slider.input.value);
  const value = (slider) => slider.values[place(slider)];
  const written = (slider) => {
    const text = slider.input.dataset.kind === "line" ? value(slider) / 100 : value(slider);
    return slider.input.dataset.form.replace("#", text);
  };

  // The card of a program: the heaviest that always stands or whose line is reached, else whether it is judged.
  const cardOf = ([, , , , , , always, judged, lines], setting) => {
    let card = always;
    data.rules.forEach((rule, number) => {
      const { line, minimum, years } = setting[number];
      const ranges = Array.isArray(lines[number]) ? lines[number] : lines[lines[number]];
      const critical = ranges.findLast(([first]) => first <= minimum)?.[1 + years] ?? never;
      if (critical > never && critical <= line && rule.card > card) card = rule.card;
    });
    if (card > notJudged) return card;
    const stands = ([criterion, bits]) => (bits >> named[`${criteria[criterion]}.minimum_cohort`].input.value) & 1;
    return judged && judged.every(stands) ? passed : notJudged;
  };

  const setting = (today) =>
    data.rules.map((rule) => {
      const at = (slider) => (today ? slider.today : place(slider));
      const line = named[`${rule.criterion}.line`];
      return {
        line: line.values[at(line)],
        minimum: at(named[`${rule.criterion}.minimum_cohort`]),
        years: at(named[`${rule.trigger}.m`]),
      };
    });

  const before = data.programs.map((program) => cardOf(program, setting(true)));

  // programs and seats by key and card
  const counted = (cards, key) => {
    const groups = new Map();
    data.programs.forEach((program, number) => {
      const name = key(program);
      if (!groups.has(name)) groups.set(name, data.cards.map(() => [0, 0]));
      const cell = groups.get(name)[cards[number]];
      cell[0] += 1;
      cell[1] += program[5];
    });
    return groups;
  };
  const keys = { cards: () => "", level: (program) => program[3], district: (program) => program[4] };
  const today = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, counted(before, key)]));

  const fill = (cell, now, then) => {
    cell.textContent = now === then ? whole(now) : said.difference.replace("#", whole(now)).replace("@", signed(now - then));
    cell.classList.toggle("moved", now !== then);
  };

  const showCards = (cards) => {
    const now = counted(cards, keys.cards).get("");
    const then = today.cards.get("");
    for (const row of document.querySelectorAll("#cards tbody tr")) {
      const card = data.cards.indexOf(row.dataset.card);
      const [programs, seats] = row.querySelectorAll(".then");
      fill(programs, now[card][0], then[card][0]);
      fill(seats, now[card][1], then[card][1]);
    }
  };

  const showGroups = (name, cards) => {
    const now = counted(cards, keys[name]);
    const seats = (group) => group.slice(passed + 1).reduce((sum, cell) => sum + cell[1], 0);
    for (const row of document.querySelectorAll(`#${name} tbody tr`)) {
      const [group, then] = [now.get(row.dataset.key), today[name].get(row.dataset.key)];
      const cells = [...row.querySelectorAll("td")];
      const last = cells.pop();
      cells.forEach((cell, number) => {
        const card = data.cards.length - 1 - number;
        fill(cell, group[card][0], then[card][0]);
      });
      fill(last, seats(group), seats(then));
    }
  };

  const badge = (card) => {
    const span = document.createElement("span");
    span.className = `card card-${data.cards[card]}`;
    span.textContent = said.cards[data.cards[card]];
    return span;
  };

  const table = document.getElementById("changes");
  const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
  const line = ([number, card]) => {
    const [, school, major, level, , seats, , , , address] = data.programs[number];
    const link = document.createElement("a");
    link.href = `${table.dataset.base}program/${address}.html`;
    link.textContent = school;
    const row = document.createElement("tr");
    row.setAttribute("role", "row");
    [link, major, said.levels[level], badge(before[number]), badge(card), whole(seats)].forEach((content, column) => {
      const cell = document.createElement(column ? "td" : "th");
      if (column) cell.setAttribute("role", "cell");
      else {
        cell.scope = "row";
        cell.setAttribute("role", "rowheader");
      }
      cell.className = column === heads.length - 1 ? "end" : column < 2 ? "fill" : "fit";
      cell.dataset.label = heads[column];
      cell.append(content);
      row.append(cell);
    });
    return row;
  };

  // Not judged stands outside the ladder: entering or leaving it is no step up or down.
  const rung = (card) => Math.max(card, passed);
  const showChanges = (cards) => {
    const changes = cards.map((card, number) => [number, card]).filter(([number, card]) => card !== before[number]);
    const steps = ([number, card]) => rung(card) - rung(before[number]);
    const weight = (number) => data.programs[number][5];
    changes.sort((one, other) => steps(other) - steps(one) || weight(other[0]) - weight(one[0]) || one[0] - other[0]);
    table.tBodies[0].replaceChildren(...changes.slice(0, said.shown).map(line));
    document.getElementById("more").textContent = changes.length > said.shown ? said.more.replace("#", said.shown) : "";
    const isWarned = (card) => card > passed;
    const count = (test) => changes.filter(([number, card]) => test(before[number], card)).length;
    const parts = [
      [said.entered, count((was, is) => !isWarned(was) && isWarned(is))],
      [said.left, count((was, is) => isWarned(was) && !isWarned(is))],
      [said.heavier, count((was, is) => isWarned(was) && is > was)],
      [said.lighter, count((was, is) => isWarned(is) && is < was)],
    ].filter(([, number]) => number);
    const told = parts.map(([text, number]) => text.replace("#", whole(number))).join(said.locale === "zh-CN" ? "，" : ", ");
    document.getElementById("summary").textContent = changes.length
      ? `${said.changed.replace("#", whole(changes.length))}${told}`
      : said.unchanged;
    table.dataset.programs = changes.map(([number]) => data.programs[number][0]).join(" ");
  };

  const show = () => {
    for (const slider of sliders) {
      const text = written(slider);
      slider.shown.textContent = text;
      slider.input.setAttribute("aria-valuetext", text);
      slider.shown.classList.toggle("moved", place(slider) !== slider.today);
    }
    const values = setting(false);
    const cards = data.programs.map((program) => cardOf(program, values));
    showCards(cards);
    showGroups("level", cards);
    showGroups("district", cards);
    showChanges(cards);
    const moved = sliders.filter((slider) => place(slider) !== slider.today);
    const set = moved.map((slider) => `${slider.input.name}=${value(slider)}`);
    document.getElementById("command").textContent = ["majorwatch whatif --public", ...set.map((one) => `--set ${one}`)].join(" ");
    history.replaceState(null, "", set.length ? `#${set.join("&")}` : location.pathname + location.search);
  };

  // The address says which values are set, by the names of `majorwatch whatif --set`.
  const read = () => {
    for (const slider of sliders) slider.input.value = slider.today;
    for (const [name, text] of new URLSearchParams(location.hash.slice(1))) {
      const found = named[name]?.values.indexOf(Number(text)) ?? -1;
      if (found >= 0) named[name].input.value = found;
    }
    show();
  };

  for (const slider of sliders) slider.mark.style.left = `${(100 * slider.today) / Math.max(1, slider.values.length - 1)}%`;
  panel.hidden = false;
  settings.addEventListener("input", show);
  settings.querySelector("button").addEventListener("click", () => {
    for (const slider of sliders) slider.input.value = slider.today;
    show();
  });
  window.addEventListener("hashchange", read);
  read();
})();
