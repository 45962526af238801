/* More of the timeline, fetched in place: the link works without this as well. */
"use strict";
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-more]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const answer = await fetch(link.href, { headers: { "X-Part": "timeline" } });
  if (!answer.ok) { location.assign(link.href); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = document.getElementById("happened");
  const more = page.getElementById("happened");
  const shown = [...list.querySelectorAll(".year > h3")].at(-1);
  const first = more.querySelector(".year > h3");
  link.parentElement.remove();
  const begun = more.querySelector(".year li");
  if (shown && first && shown.textContent === first.textContent) {
    shown.parentElement.querySelector("ol").append(...first.parentElement.querySelector("ol").childNodes);
    first.parentElement.remove();
  }
  list.append(...more.childNodes);
  begun?.querySelector("a")?.focus({ preventScroll: true });
});
