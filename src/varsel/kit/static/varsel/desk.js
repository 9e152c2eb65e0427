// Single-key shortcuts. Everything on the pages works without this file, and a person can switch the keys off.
(() => {
  "use strict";
  if (document.documentElement.dataset.shortcuts !== "on") return;
  let before = "";

  const busyTyping = (at) => at.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open]") !== null;

  const rowOf = (node) => node.closest("[data-rows] tbody tr");

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-rows] a[data-row]")];
    const here = rowOf(document.activeElement);
    const at = here ? rows.findIndex((link) => here.contains(link)) : -1;
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next) next.focus();
  };

  const tick = () => rowOf(document.activeElement)?.querySelector("input[type=checkbox]")?.click();

  const keys = {
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => document.getElementById("shortcuts").showModal(),
    j: () => step(1),
    k: () => step(-1),
    x: tick,
    h: () => location.assign("/"), // after g
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || busyTyping(event.target)) return;
    const act = keys[event.key];
    if (act && (event.key !== "h" || before === "g")) { event.preventDefault(); act(); }
    before = event.key;
  });
})();
