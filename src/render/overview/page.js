"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  // How many rows are drawn at first: a table of thousands takes its time.
  const FIRST_ROWS = 100;
  const ADVICE = ["document first", "document soon", "if time", "skip"];
  const F = Object.fromEntries(data.fields.map((name, at) => [name, at]));
  const modules = data.modules.map((row, at) => ({ row, held: data.held ? data.held[at] : null }));
  const of = (module, field) => module.row[F[field]];
  const gone = new Set();

  /** Makes an element; text is set as text, never as markup. */
  const make = (name, attributes = {}, ...children) => {
    const svg = name === "svg" || name === "rect" || name === "text" || name === "g" || name === "title";
    const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  };
  const count = (number) => number.toLocaleString("en-US");
  const plural = (number, word) => `${count(number)} ${word}${number === 1 ? "" : "s"}`;
  const percent = (part, whole) => (whole > 0 ? `${Math.round((part / whole) * 100)} %` : "–");

  // What is left when people leave: the same steps as `abreast bus-factor` takes. Whoever has the most files leaves first; of
  // equals the one who stands first in `people`.
  const left = (held, files) => {
    const groups = [];
    let lost = 0;
    for (const [number, ...people] of held[1]) {
      const staying = people.filter((person) => !gone.has(person));
      if (staying.length === 0) lost += number;
      else groups.push([number, staying]);
    }
    let covered = groups.reduce((sum, [number]) => sum + number, 0);
    const away = new Set();
    let steps = 0;
    while (files > 0 && covered / files >= 0.5) {
      const theirs = new Map();
      for (const [number, people] of groups) {
        for (const person of people) {
          if (!away.has(person)) theirs.set(person, (theirs.get(person) || 0) + number);
        }
      }
      let most = null;
      for (const person of held[0]) {
        const files = theirs.get(person) || 0;
        if (files > 0 && (most === null || files > theirs.get(most))) most = person;
      }
      if (most === null) break;
      away.add(most);
      steps += 1;
      covered = groups.reduce((sum, [number, people]) => sum + (people.every((person) => away.has(person)) ? 0 : number), 0);
    }
    return { factor: steps, lost };
  };

  /** The figures of a module as things stand: with those who leave gone. */
  const now = (module) => {
    const before = of(module, "bus_factor");
    if (gone.size === 0 || module.held === null) return { factor: before, lost: 0, changed: false };
    const after = left(module.held, of(module, "files"));
    const factor = before === null ? null : after.factor;
    return { factor, lost: after.lost, changed: factor !== before || after.lost > 0 };
  };
  let figures = modules.map(now);
  modules.forEach((module, at) => { module.at = at; });
  const figure = (module) => figures[module.at];

  // The table.
  const column = (name, title, value, show, about) => ({ name, title, value, show: show || ((module) => count(value(module))), about });
  const optional = (value, show) => (value === null ? "–" : show(value));
  const columns = [
    column("path", "module", (m) => of(m, "path"), (m) => of(m, "path")),
    column("bus_factor", "bus factor", (m) => of(m, "bus_factor") ?? 1e9, (m) => optional(of(m, "bus_factor"), String),
      "people who can leave before less than half of the files has an author left"),
    column("after", "without them", (m) => figure(m).factor ?? 1e9, (m) => optional(figure(m).factor, String),
      "the bus factor without those who are ticked below"),
    column("lost", "files lost", (m) => figure(m).lost, null, "files without an author once those who are ticked below are gone"),
    column("with_docs", "with docs", (m) => of(m, "with_docs") ?? 1e9, (m) => optional(of(m, "with_docs"), String),
      "the bus factor when what is written down counts as somebody who stays; – when that is more than half"),
    column("files", "files", (m) => of(m, "files")),
    column("lines", "lines", (m) => of(m, "lines") ?? 0),
    column("churn", "changes", (m) => of(m, "churn"), null, "changes of its files in the last year"),
    column("imported_by", "imported by", (m) => of(m, "imported_by") ?? 0, null, "files of other modules that import it"),
    column("covered", "written about", (m) => of(m, "covered") / Math.max(of(m, "files"), 1), (m) => percent(of(m, "covered"), of(m, "files")),
      "files that a passage describes which still holds"),
    column("documented", "API documented", (m) => (of(m, "public") ? of(m, "documented") / of(m, "public") : 2),
      (m) => percent(of(m, "documented"), of(m, "public"))),
    column("stale", "stale passages", (m) => of(m, "stale")),
    column("last", "last change", (m) => of(m, "last") || "", (m) => of(m, "last") || "–"),
    column("advice", "advice", (m) => of(m, "advice") * 10 - of(m, "impact"), (m) => ADVICE[of(m, "advice")]),
  ];
  let sorted = { name: "advice", down: false };
  let all = false;
  let cell = null;

  const shownColumns = () => columns.filter((of) => (of.name !== "after" && of.name !== "lost") || gone.size > 0);
  const impactOf = (module) => (of(module, "impact") >= 2 / 3 ? 2 : of(module, "impact") >= 1 / 3 ? 1 : 0);
  const knownBy = (module) => Math.min(figure(module).factor ?? 3, 3);

  const matching = () => {
    const text = byId("filter").value.trim().toLowerCase();
    const advice = byId("advice").value;
    const most = byId("most").value;
    return modules.filter((module) =>
      (text === "" || of(module, "path").toLowerCase().includes(text)) &&
      (advice === "" || String(of(module, "advice")) === advice) &&
      (most === "" || (figure(module).factor !== null && figure(module).factor <= Number(most))) &&
      (cell === null || (knownBy(module) === cell.known && impactOf(module) === cell.impact)));
  };

  const inOrder = (rows) => {
    const { value } = columns.find((of) => of.name === sorted.name);
    const sign = sorted.down ? -1 : 1;
    const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
    return [...rows].sort((one, other) => sign * compare(value(one), value(other)) || one.at - other.at);
  };

  const head = () => make("tr", {}, ...shownColumns().map((column) => {
    const isSorted = sorted.name === column.name;
    const button = make("button", { type: "button", title: column.about }, column.title);
    button.addEventListener("click", () => {
      sorted = { name: column.name, down: isSorted && !sorted.down };
      drawTable();
      byId("module-table").querySelector(`th[data-name="${column.name}"] button`).focus();
    });
    const order = isSorted ? (sorted.down ? "descending" : "ascending") : "none";
    const numbers = !["path", "last", "advice"].includes(column.name);
    return make("th", { scope: "col", "data-name": column.name, "aria-sort": order, class: numbers ? "n" : null }, button);
  }));

  const nameOf = (person) => (typeof person === "number" ? data.people[person] : person);
  const details = (module) => {
    const key = of(module, "key");
    const owners = of(module, "owners");
    const parts = [
      of(module, "orphaned") ? "none of its authors is active" : null,
      key.length > 0 ? `key people: ${key.map(([person, share]) => `${nameOf(person)} ${share} %`).join(", ")}` : null,
      `at 45 % its bus factor is ${of(module, "at_45")}, at 55 % ${of(module, "at_55")}`,
      owners === null ? null : `declared owners: ${owners.length > 0 ? owners.join(" ") : "nobody"}`,
      of(module, "reason") || null,
    ];
    return parts.filter((part) => part !== null).join("; ") + ".";
  };

  const bodyRow = (module, columns) => {
    const row = make("tr", {});
    for (const column of columns) {
      if (column.name === "path") {
        const button = make("button", { type: "button", class: "plain", "aria-expanded": "false" }, of(module, "path"));
        button.addEventListener("click", () => {
          const open = button.getAttribute("aria-expanded") === "true";
          button.setAttribute("aria-expanded", String(!open));
          if (open) row.nextElementSibling.remove();
          else row.after(make("tr", { class: "detail" }, make("td", { class: "more", colspan: columns.length }, details(module))));
        });
        row.append(make("th", { scope: "row" }, button));
      } else {
        const numbers = !["last", "advice"].includes(column.name);
        const changed = (column.name === "after" || column.name === "lost") && figure(module).changed;
        row.append(make("td", { class: [numbers ? "n" : "", changed ? "changed" : ""].join(" ").trim() || null }, column.show(module)));
      }
    }
    return row;
  };

  const drawTable = () => {
    const table = byId("module-table");
    const found = inOrder(matching());
    const shown = all ? found : found.slice(0, FIRST_ROWS);
    const columns = shownColumns();
    table.tHead.replaceChildren(head());
    table.tBodies[0].replaceChildren(...shown.map((module) => bodyRow(module, columns)));
    byId("shown").textContent = `${plural(found.length, "module")}${found.length < modules.length ? ` of ${count(modules.length)}` : ""}` +
      `${shown.length < found.length ? `, the first ${count(shown.length)} shown` : ""}`;
    byId("show-all").hidden = shown.length === found.length;
    byId("any-cell").hidden = cell === null;
  };

  // The treemap: squarified (Bruls, Huizing, van Wijk 2000), so that areas are near to squares.
  const squarify = (items, x, y, width, height) => {
    const placed = [];
    let total = items.reduce((sum, item) => sum + item.size, 0);
    let at = 0;
    while (at < items.length && width > 0 && height > 0) {
      const side = Math.min(width, height);
      const scale = (width * height) / total;
      const worst = (sum, most, least) => Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
      let sum = 0;
      let end = at;
      let ratio = Infinity;
      while (end < items.length) {
        const next = sum + items[end].size * scale;
        const candidate = worst(next, items[at].size * scale, items[end].size * scale);
        if (candidate > ratio) break;
        ratio = candidate;
        sum = next;
        end += 1;
      }
      const breadth = sum / side;
      let along = 0;
      for (const item of items.slice(at, end)) {
        const length = (item.size * scale) / breadth;
        placed.push(width >= height
          ? { item, x, y: y + along, width: breadth, height: length }
          : { item, x: x + along, y, width: length, height: breadth });
        along += length;
      }
      total -= items.slice(at, end).reduce((sum, item) => sum + item.size, 0);
      if (width >= height) { x += breadth; width -= breadth; } else { y += breadth; height -= breadth; }
      at = end;
    }
    return placed;
  };

  const shade = (factor) => (factor === null ? "x" : String(Math.min(factor, 5)));
  const describe = (module) => {
    const factor = figure(module).factor;
    const known = factor === null ? "" : `, bus factor ${factor}`;
    return `${of(module, "path")}: ${plural(of(module, "lines") ?? 0, "line")} in ${plural(of(module, "files"), "file")}${known}`;
  };

  const drawMap = () => {
    const map = byId("map");
    const whole = Math.max(map.parentElement.clientWidth, 200);
    const tall = Math.max(300, Math.round(whole * 0.5));
    map.setAttribute("viewBox", `0 0 ${whole} ${tall}`);
    const items = modules.map((module) => ({ module, size: of(module, "lines") || of(module, "files") }))
      .filter((item) => item.size > 0)
      .sort((one, other) => other.size - one.size || one.module.at - other.module.at);
    const drawn = document.createDocumentFragment();
    const short = (value) => value.toFixed(1);
    for (const { item, x, y, width, height } of squarify(items, 0, 0, whole, tall)) {
      const kind = shade(figure(item.module).factor);
      drawn.append(make("rect", {
        x: short(x), y: short(y), width: short(width), height: short(height), class: `b${kind}`, "data-at": item.module.at,
      }));
      if (width > 40 && height > 16) {
        const room = Math.floor((width - 6) / 7) - 3;
        const path = of(item.module, "path");
        const name = path.length <= room ? path : path.split("/").pop();
        const label = `${name.length <= room ? name : `${name.slice(0, Math.max(room - 1, 1))}…`} ${figure(item.module).factor ?? ""}`;
        drawn.append(make("text", { x: short(x + 3), y: short(y + 12), class: `t${kind}` }, label));
      }
    }
    map.replaceChildren(drawn);
  };

  const drawMatrix = () => {
    const counts = [0, 1, 2, 3].map(() => [0, 0, 0]);
    for (const module of modules) counts[knownBy(module)][impactOf(module)] += 1;
    const names = ["0", "1", "2", "3 and more"];
    byId("risk-table").tBodies[0].replaceChildren(...counts.map((row, known) => make("tr", {},
      make("th", { scope: "row" }, names[known]),
      ...row.map((number, impact) => {
        const pressed = cell !== null && cell.known === known && cell.impact === impact;
        const words = `${plural(number, "module")} with bus factor ${names[known]}, on which ${["little", "something", "much"][impact]} depends`;
        const button = make("button", { type: "button", class: `button b${known < 2 ? [3, 2, 1][impact] : 3}`, "aria-label": words, "aria-pressed": String(pressed) }, count(number));
        button.addEventListener("click", () => {
          cell = pressed ? null : { known, impact };
          drawTable();
          drawMatrix();
          byId("risk-table").tBodies[0].rows[known].cells[impact + 1].firstChild.focus();
        });
        return make("td", {}, button);
      }))));
  };

  // People: by name, never by a number.
  const theirs = data.people && data.people.map((name, at) => ({ name, at, files: 0, only: 0, key: 0 }));
  if (theirs) {
    for (const [number, ...people] of data.repository[1]) {
      for (const person of people) theirs[person].files += number;
      if (people.length === 1) theirs[people[0]].only += number;
    }
    for (const module of modules) {
      for (const [person] of of(module, "key")) if (typeof person === "number") theirs[person].key += 1;
    }
  }

  const drawPeople = () => {
    const text = byId("person").value.trim().toLowerCase();
    const everybody = byId("everybody").checked;
    const found = theirs.filter((person) => gone.has(person.at) ||
      ((everybody || person.key > 0) && (text === "" || person.name.toLowerCase().includes(text))));
    const shown = found.slice(0, FIRST_ROWS);
    byId("people-table").tBodies[0].replaceChildren(...shown.map((person) => {
      const box = make("input", { type: "checkbox", id: `p${person.at}`, checked: gone.has(person.at) });
      box.addEventListener("change", () => {
        if (box.checked) gone.add(person.at);
        else gone.delete(person.at);
        leave();
      });
      return make("tr", {},
        make("th", { scope: "row" }, box, " ", make("label", { for: `p${person.at}` }, person.name)),
        make("td", { class: "n" }, count(person.files)),
        make("td", { class: "n" }, count(person.only)),
        make("td", { class: "n" }, count(person.key)));
    }));
    byId("people-shown").textContent = `${count(found.length)} of ${plural(theirs.length, "person").replace("persons", "people")}` +
      `${shown.length < found.length ? `, the first ${count(shown.length)} shown` : ""}`;
  };

  /** Somebody leaves or comes back: everything that depends on it is drawn again. */
  const leave = () => {
    figures = modules.map(now);
    const names = [...gone].sort((one, other) => one - other).map((person) => data.people[person]);
    const result = byId("what-if");
    if (names.length === 0) {
      result.textContent = "";
    } else {
      const after = left(data.repository, data.files);
      const nobody = modules.filter((module) => module.held && figure(module).lost > 0 && figure(module).factor === 0 && of(module, "bus_factor") > 0);
      result.textContent = `Without ${names.join(" and ")}: bus factor ${after.factor} instead of ${data.bus_factor}; ` +
        `${plural(after.lost, "file")} of ${count(data.files)} without an author; ` +
        `${plural(nobody.length, "more module")} most of which nobody knows.`;
    }
    byId("bus-factor").textContent = names.length === 0 ? data.bus_factor : `${data.bus_factor} → ${left(data.repository, data.files).factor}`;
    drawTable();
    drawMap();
    drawMatrix();
  };

  for (const id of ["filter", "advice", "most"]) byId(id).addEventListener("input", drawTable);
  byId("show-all").addEventListener("click", () => { all = true; drawTable(); });
  byId("any-cell").addEventListener("click", () => { cell = null; drawTable(); drawMatrix(); });
  if (modules.length > 0) {
    drawTable();
    drawMatrix();
    drawMap();
    const tell = (event) => {
      const at = event.target.getAttribute("data-at");
      if (at !== null) byId("map-detail").textContent = describe(modules[Number(at)]);
    };
    byId("map").addEventListener("pointerover", tell);
    byId("map").addEventListener("click", tell);
    let width = window.innerWidth;
    let waiting = null;
    window.addEventListener("resize", () => {
      if (window.innerWidth === width) return;
      width = window.innerWidth;
      clearTimeout(waiting);
      waiting = setTimeout(drawMap, 100);
    });
  }
  if (theirs) {
    byId("person").addEventListener("input", drawPeople);
    byId("everybody").addEventListener("change", drawPeople);
    byId("nobody").addEventListener("click", () => { gone.clear(); drawPeople(); leave(); });
    drawPeople();
  }
})();
