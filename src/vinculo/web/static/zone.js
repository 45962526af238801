/* Offers the zone of the browser's clock. Where no script runs, times stay in UTC and nobody is asked. */
"use strict";
(() => {
  const form = document.getElementById("zone");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!form || !zone) return;
  const shown = form.querySelector("[data-zone]");
  shown.textContent = zone;
  shown.closest("button").value = zone;
  form.hidden = false;
})();
