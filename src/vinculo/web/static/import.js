/* Files and folders that are dropped or chosen, sent at once; and how far their reading has come.
   The page works without: as a form, asking for itself anew while an import is under way. */
"use strict";
(() => {
  const EVERY = 300;
  const form = document.getElementById("drop");
  const going = document.getElementById("going");
  const says = document.getElementById("says");
  const whole = document.getElementById("whole");
  const list = document.getElementById("files");
  let isSending = false;

  const line = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    const bar = document.createElement("progress");
    bar.max = Math.max(file.size, 1);
    bar.value = file.done;
    bar.setAttribute("aria-label", file.name);
    const amount = document.createElement("span");
    amount.className = "n";
    amount.textContent = file.says;
    item.append(name, bar, amount);
    return item;
  };

  const show = (told) => {
    going.hidden = false;
    if (says.textContent !== told.says) says.textContent = told.says;
    if (told.phase === "receiving" && told.expected) { whole.max = told.expected; whole.value = told.received; }
    else whole.removeAttribute("value");
    list.replaceChildren(...told.files.map(line));
  };

  const follow = async () => {
    try {
      const answer = await fetch("/import/progress");
      const told = await answer.json();
      const isBusy = told.phase === "receiving" || told.phase === "reading";
      if (isBusy) show(told);
      else if (!isSending) { location.replace("/import"); return; }
    } catch { /* the window was closed, or is slow to answer: it is asked again */ }
    setTimeout(follow, EVERY);
  };

  /* A refusal is a page of its own: it takes the place of this one. */
  const stand = async (answer) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.getElementById("main");
    if (main) document.getElementById("main").replaceChildren(...main.childNodes);
  };

  const send = async (files) => {
    if (!files.length || isSending) return;
    const data = new FormData();
    const owner = document.getElementById("owner");
    data.append("owner", owner ? owner.value : "");
    if (document.querySelector("#drop input[name=no_text]:checked")) data.append("no_text", "yes");
    for (const { file, path } of files) data.append("files", file, path);
    isSending = true;
    form.hidden = true;
    document.querySelector(".told")?.remove();
    going.hidden = false;
    going.scrollIntoView({ block: "nearest" });
    follow();
    try {
      const answer = await fetch("/import", { method: "POST", body: data });
      isSending = false;
      if (!answer.ok) await stand(answer);
    } catch { isSending = false; location.replace("/import"); }
  };

  const chosen = (field) => [...field.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));

  /* A folder tells its entries a hundred at a time, until it tells none. */
  const inside = async (entry) => {
    const path = entry.fullPath.replace(/^\//, "");
    if (entry.isFile) return [{ file: await new Promise((found, lost) => entry.file(found, lost)), path }];
    const reader = entry.createReader();
    const files = [];
    for (;;) {
      const entries = await new Promise((found, lost) => reader.readEntries(found, lost));
      if (!entries.length) return files;
      for (const below of entries) files.push(...await inside(below));
    }
  };

  if (form) {
    for (const field of form.querySelectorAll("input[type=file]")) field.addEventListener("change", () => send(chosen(field)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send([...form.querySelectorAll("input[type=file]")].flatMap(chosen));
    });
    const isFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    /* The whole page takes a drop: a file beside the frame would otherwise replace the page. */
    addEventListener("dragover", (event) => { if (isFiles(event)) { event.preventDefault(); form.classList.add("over"); } });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
    addEventListener("drop", async (event) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      form.classList.remove("over");
      const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
      const entries = items.map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const plain = [...event.dataTransfer.files].map((file) => ({ file, path: file.name }));
      try { send(entries.length ? (await Promise.all(entries.map(inside))).flat() : plain); } catch { send(plain); }
    });
  }
  if (!going.hidden) follow();
})();
