/* Keys that work on every page, and forms that answer at once. No data passes through here. */
"use strict";
(() => {
  const jumps = { o: "/", r: "/relationships", p: "/places", w: "/who", i: "/import" };
  const isTyping = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;
  let waitsForJump = false;

  const close = (drawer) => {
    drawer.replaceChildren();
    drawer.hidden = true;
    drawer.classList.remove("open");
    const opener = document.querySelector("a[data-why][aria-expanded=true]");
    if (opener) { opener.setAttribute("aria-expanded", "false"); opener.focus(); }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && isTyping(event.target)) { event.target.blur(); return; }
    if (isTyping(event.target)) return;
    if (waitsForJump) {
      waitsForJump = false;
      const to = jumps[event.key];
      const day = new URLSearchParams(location.search).get("as_of");
      if (to) { event.preventDefault(); location.assign(to + (day ? `?as_of=${encodeURIComponent(day)}` : "")); }
      return;
    }
    const why = document.querySelector("#why:not(:empty)");
    if (event.key === "g") { waitsForJump = true; setTimeout(() => { waitsForJump = false; }, 1200); }
    else if (event.key === "?") { event.preventDefault(); document.getElementById("keys").showModal(); }
    else if (event.key === "/") {
      event.preventDefault();
      const field = document.getElementById("q");
      if (field) { field.focus(); field.select(); } else { location.assign("/relationships#q"); }
    }
    else if (event.key === "w") { const first = document.querySelector(".c-sums a[data-why]") ?? document.querySelector("a[data-why]"); if (first) first.click(); }
    else if (event.key === "Escape" && why) close(why);
  });

  for (const form of document.querySelectorAll("form.as-of")) {
    form.addEventListener("change", () => { if (form.reportValidity()) form.submit(); });
  }
  if (location.hash === "#q") document.getElementById("q")?.focus();

  /* The drawer of a number: opened in place, or followed as a link where scripts do not run. */
  document.addEventListener("click", async (event) => {
    const closes = event.target.closest("a[data-close]");
    if (closes && closes.closest("#why:not(.alone)")) { event.preventDefault(); close(closes.closest("#why")); return; }
    const link = event.target.closest("a[data-why]");
    const drawer = document.getElementById("why");
    if (!link || !drawer || event.ctrlKey || event.metaKey || event.button) return;
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { "X-Part": "why" } });
    if (!answer.ok) { location.assign(link.href); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    drawer.replaceChildren(...page.getElementById("why").childNodes);
    drawer.hidden = false;
    drawer.classList.add("open");
    for (const other of document.querySelectorAll("a[data-why][aria-expanded=true]")) other.setAttribute("aria-expanded", "false");
    link.setAttribute("aria-expanded", "true");
    drawer.scrollTop = 0;
    drawer.focus({ preventScroll: true });
  });
})();
