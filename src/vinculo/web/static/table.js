/* A table of any length of which only the rows in view exist. The server filters, sorts and draws. */
"use strict";
(() => {
  const grid = document.getElementById("grid");
  const body = document.getElementById("body");
  const field = document.getElementById("q");
  const sort = document.getElementById("sort");
  const count = document.getElementById("count");
  const isHidden = grid.dataset.hidden === "1";
  const CHUNK = 60;
  let total = 0, inHand = -1, asking = 0, underWay = 0, isKnown = false;
  const chunks = new Map();

  const rowHeight = () => parseFloat(getComputedStyle(document.documentElement).fontSize) * parseFloat(getComputedStyle(grid).getPropertyValue("--row"));
  const address = (start) => {
    const asked = new URLSearchParams({ tab: grid.dataset.tab, q: field.value, sort: sort.value, start, count: CHUNK });
    const day = new URLSearchParams(location.search).get("as_of");
    if (day) asked.set("as_of", day);
    return `/relationships/rows?${asked}`;
  };

  const cell = (name, content) => {
    const span = document.createElement("span");
    span.className = name;
    span.setAttribute("role", "gridcell");
    if (typeof content === "string") span.textContent = content; else span.append(...content);
    return span;
  };

  /* The only markup that is taken as markup: drawings of our own server, without names in them but escaped ones. */
  const drawing = (svg) => {
    const parsed = new DOMParser().parseFromString(svg, "text/html").body.firstElementChild;
    return parsed ? [parsed] : [];
  };

  const line = (row, place) => {
    const element = document.createElement("div");
    element.className = "row";
    element.setAttribute("role", "row");
    element.setAttribute("aria-rowindex", place + 2);
    element.dataset.place = place;
    const link = document.createElement("a");
    link.className = "who";
    link.href = `/person/${row.id}${location.search.includes("as_of") ? `?as_of=${new URLSearchParams(location.search).get("as_of")}` : ""}`;
    link.tabIndex = -1;
    const name = document.createElement("bdi");
    name.textContent = row.name;
    link.append(name);
    element.append(cell("c-name", [link]), cell("c-strands", drawing(row.strands)),
      cell("c-stage stage", [...drawing(row.glyph), row.stage]), cell("c-now", row.condition), cell("c-last", row.last));
    if (!isHidden) element.append(cell("c-out n", row.minutes_out), cell("c-give", drawing(row.give)), cell("c-in n", row.minutes_in), cell("c-talk n", row.talk));
    element.append(cell("c-missing", row.missing));
    element.addEventListener("click", (event) => { if (!event.target.closest("a")) hold(place, true); });
    element.addEventListener("dblclick", () => location.assign(link.href));
    return element;
  };

  /* Two questions at a time: whoever scrolls past is not waited for, what is in view is asked next. */
  const load = async (chunk) => {
    if (chunks.has(chunk) || underWay >= 2) return;
    const asked = asking;
    chunks.set(chunk, []);
    underWay++;
    let told = null;
    try {
      const answer = await fetch(address(chunk * CHUNK));
      if (answer.ok) told = await answer.json();
    } finally { underWay--; }
    if (asked !== asking) { draw(); return; }
    if (!told) { chunks.delete(chunk); return; }
    chunks.set(chunk, told.rows);
    total = told.total;
    isKnown = true;
    grid.setAttribute("aria-rowcount", total + 1);
    count.textContent = count.dataset.one.replace("%", total.toLocaleString(document.documentElement.lang));
    draw();
  };

  const draw = () => {
    const height = rowHeight();
    const top = Math.max(0, -body.getBoundingClientRect().top);
    const first = Math.max(0, Math.floor(top / height) - 10);
    const last = Math.min(total, Math.ceil((top + innerHeight) / height) + 10);
    body.style.blockSize = `${Math.max(total, 1) * height}px`;
    const kept = new Map([...body.children].map((row) => [Number(row.dataset.place), row]));
    for (const [place, row] of kept) if (place < first || place >= last || row.dataset.place === undefined) row.remove();
    for (let chunk = Math.floor(first / CHUNK); chunk * CHUNK < Math.max(last, 1); chunk++) {
      load(chunk);
      (chunks.get(chunk) || []).forEach((told, index) => {
        const place = chunk * CHUNK + index;
        if (place < first || place >= last || kept.has(place)) return;
        const row = line(told, place);
        row.style.insetBlockStart = `${place * height}px`;
        row.classList.toggle("on", place === inHand);
        body.append(row);
      });
    }
    for (const near of [Math.floor(last / CHUNK) + 1, Math.floor(first / CHUNK) - 1]) {
      if (near >= 0 && near * CHUNK < total) load(near);
    }
    if (total === 0 && isKnown) body.replaceChildren(Object.assign(document.createElement("p"), { className: "note", textContent: grid.dataset.none }));
  };

  const hold = (place, focuses) => {
    inHand = Math.max(0, Math.min(total - 1, place));
    for (const row of body.children) row.classList.toggle("on", Number(row.dataset.place) === inHand);
    const height = rowHeight();
    const y = body.getBoundingClientRect().top + inHand * height;
    if (y < 80) scrollBy({ top: y - 80 });
    else if (y + height > innerHeight - 40) scrollBy({ top: y + height - innerHeight + 40 });
    draw();
    const row = body.querySelector(`[data-place="${inHand}"]`);
    if (row) { row.classList.add("on"); if (!row.id) row.id = `row-${inHand}`; grid.setAttribute("aria-activedescendant", row.id); }
    if (focuses) grid.focus({ preventScroll: true });
  };

  const again = async () => {
    asking++;
    chunks.clear();
    body.replaceChildren();
    inHand = -1;
    total = 0;
    isKnown = false;
    const loaded = load(0);
    const said = new URLSearchParams(location.search);
    said.set("q", field.value);
    said.set("sort", sort.value);
    history.replaceState(null, "", `?${said}`);
    await loaded;
  };

  /* Who types and presses Enter at once means what was typed, not what was shown before. */
  const settled = async () => {
    if (!pause) return;
    clearTimeout(pause);
    pause = 0;
    await again();
  };

  let pause = 0;
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(settled, 60); });
  field.form.addEventListener("submit", (event) => { event.preventDefault(); settled().then(() => hold(0, true)); });
  field.addEventListener("keydown", (event) => { if (event.key === "ArrowDown" || event.key === "Enter") { event.preventDefault(); settled().then(() => hold(Math.max(inHand, 0), true)); } });
  sort.addEventListener("change", again);
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 15, PageUp: -15 };
    if (event.key in steps) { event.preventDefault(); hold(inHand + steps[event.key], true); }
    else if (event.key === "Home") { event.preventDefault(); hold(0, true); }
    else if (event.key === "End") { event.preventDefault(); hold(total - 1, true); }
    else if (event.key === "Enter" && inHand >= 0) { const link = body.querySelector(`[data-place="${inHand}"] a`); if (link) location.assign(link.href); }
  });
  let isDue = false;
  const soon = () => { if (!isDue) { isDue = true; requestAnimationFrame(() => { isDue = false; draw(); }); } };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", () => { body.replaceChildren(); soon(); });
  load(0);
})();
