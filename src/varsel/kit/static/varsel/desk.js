// Single-key shortcuts. Everything on the pages works without this file, and a person can switch the keys off.
(() => {
  "use strict";
  if (document.documentElement.dataset.shortcuts !== "on") return;
  let before = "";

  const busyTyping = (at) => at.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-rows] a[data-row]")];
    const at = rows.indexOf(document.activeElement);
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next) next.focus();
  };

  const keys = {
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => document.getElementById("shortcuts").showModal(),
    j: () => step(1),
    k: () => step(-1),
    h: () => location.assign("/"), // after g
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || busyTyping(event.target)) return;
    const act = keys[event.key];
    if (act && (event.key !== "h" || before === "g")) { event.preventDefault(); act(); }
    before = event.key;
  });
})();
