/* One key for each answer; the buttons and links work without it. */
"use strict";
let jumpsUntil = 0; // after g, the next key leads to another page (keys.js)
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
  const isField = event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea");
  if (isField) return;
  const isJump = Date.now() < jumpsUntil;
  jumpsUntil = event.key === "g" ? Date.now() + 1200 : 0;
  if (isJump) return;
  const turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (turn) {
    if (event.target.closest("input, [role=region]")) return;
    const link = document.querySelector(`a[rel=${turn}]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  const button = /^[sdlu]$/.test(event.key) && document.querySelector(`button[data-key=${event.key}]`);
  if (button) { event.preventDefault(); button.click(); }
});
