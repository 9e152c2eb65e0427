// Single-key shortcuts, and the count of what is ticked. Everything on the pages works without this file, and a
// person can switch the keys off.
(() => {
  "use strict";
  let before = "";
  let lastTicked = null;

  const busyTyping = (at) => at.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open]") !== null;

  const rowOf = (node) => node.closest("[data-rows] tbody tr");
  const boxIn = (row) => row?.querySelector("input[type=checkbox]") ?? null;
  const shown = (node) => node.getClientRects().length > 0;

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-rows] a[data-row]")];
    const here = rowOf(document.activeElement);
    const at = here ? rows.findIndex((link) => here.contains(link)) : -1;
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next) next.focus();
  };

  const set = (box, ticked) => {
    if (box.checked === ticked) return;
    box.checked = ticked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // Tick, or untick, from the box that was ticked last to this one.
  const range = (to, ticked) => {
    const boxes = [...document.querySelectorAll("[data-rows] tbody input[type=checkbox]")];
    const [from, upto] = [boxes.indexOf(lastTicked), boxes.indexOf(to)];
    const [low, high] = from < 0 ? [upto, upto] : [Math.min(from, upto), Math.max(from, upto)];
    boxes.slice(low, high + 1).forEach((box) => set(box, ticked));
    lastTicked = to;
  };

  const tick = (whole) => {
    const box = boxIn(rowOf(document.activeElement));
    if (!box) return;
    if (whole) range(box, lastTicked ? lastTicked.checked : true);
    else { set(box, !box.checked); lastTicked = box; }
  };

  const press = (key) => {
    const control = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && shown(one));
    if (!control) return false;
    control.scrollIntoView({ block: "nearest" });
    control.focus();
    if (!("keyFocus" in control.dataset)) control.click();
    return true;
  };

  const go = (letter) => {
    const link = letter === "h" ? { href: "/" } : document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
    if (link) location.assign(link.href);
    return Boolean(link);
  };

  const keys = {
    "/": () => document.querySelector("main [data-search], [data-search]")?.focus(),
    "?": () => document.getElementById("shortcuts").showModal(),
    j: () => step(1),
    k: () => step(-1),
    x: () => tick(false),
    X: () => tick(true),
  };

  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.shortcuts !== "on") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Shift" || busyTyping(event.target)) return;
    const wasGo = before === "g";
    before = event.key;
    if (wasGo && go(event.key)) { event.preventDefault(); return; }
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); } else if (press(event.key)) event.preventDefault();
  });

  // The rooms behind "More" close when somebody turns away, or by Escape.
  const shut = (unless) => document.querySelectorAll(".v-behind[open]").forEach((one) => { if (!one.contains(unless)) one.open = false; });
  document.addEventListener("click", (event) => shut(event.target));
  document.addEventListener("focusin", (event) => shut(event.target));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector(".v-behind[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox" || !rowOf(box)) return;
    if (event.shiftKey) range(box, box.checked);
    lastTicked = box;
  });

  // How many are ticked is said beside the buttons, and on the button that acts on the rest.
  const count = (form) => {
    const word = form.querySelector("[data-chosen]");
    const ticked = form.querySelectorAll("tbody input[type=checkbox]:checked").length;
    if (word) word.textContent = ticked === 0 ? "" : ticked === 1 ? word.dataset.chosenOne : word.dataset.chosenMany.replace("{n}", ticked);
    const rest = form.querySelector("[data-less]");
    if (rest) rest.textContent = rest.dataset.lessWord.replace("{n}", Number(rest.dataset.less) - ticked);
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form");
    if (form?.querySelector("[data-chosen]")) count(form);
  });
  document.querySelectorAll("[data-chosen]").forEach((word) => count(word.closest("form"))); // a page gone back to keeps its ticks
})();
