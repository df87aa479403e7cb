"use strict";
// Filters. The page reads fully without them, and nothing here leaves the page.
(() => {
  const fixes = document.querySelector('form[data-for="fixes"]');
  const columns = document.querySelector('form[data-for="columns"]');
  const rows = [...document.querySelectorAll("#columns tbody tr")];
  const entries = [...document.querySelectorAll("#fixes article li[id]")].map((li) => {
    const task = li.closest("article");
    const own = (prefix) => [...li.classList].filter((c) => c.startsWith(prefix)).map((c) => c.slice(2))[0];
    return {
      li,
      department: li.closest("[data-d]").dataset.d,
      rule: task.dataset.r,
      certainty: own("c-") ?? task.dataset.c,
      state: own("s-") ?? task.dataset.s,
      text: null,
    };
  });
  const words = (e) => e.text ??= (e.li.textContent + " " +
    [...e.li.querySelectorAll("a[href]")].map((a) => a.href).join(" ")).toLowerCase();

  const show = () => {
    const want = Object.fromEntries(new FormData(fixes));
    const text = want.text.trim().toLowerCase();
    const all = (want.department ?? "*") === "*";
    const active = !all || want.rule || want.certainty || want.state || text;
    let shown = 0;
    for (const e of entries) {
      const fits = (all || e.department === want.department) &&
        (!want.rule || e.rule === want.rule) &&
        (!want.certainty || e.certainty === want.certainty) &&
        (!want.state || e.state === want.state || (want.state === "open" && e.state === "")) &&
        (!text || words(e).includes(text));
      e.li.hidden = !fits;
      shown += fits;
    }
    for (const box of document.querySelectorAll("#fixes details.rest, #fixes article, #fixes .dept")) {
      const some = box.querySelector("li[id]:not([hidden])") !== null;
      box.hidden = !some;
      if (box.matches(".rest")) box.open = Boolean(active && some);
    }
    for (const list of document.querySelectorAll("#fixes article > ol")) {
      const rest = list.nextElementSibling?.matches(".rest:not([hidden])");
      const none = list.querySelector("li:not([hidden])") === null && !rest;
      for (let e = list.previousElementSibling; e && e.matches("h5, .on"); e = e.previousElementSibling) e.hidden = none;
    }
    const out = fixes.querySelector("output");
    out.textContent = active ? out.dataset.t.replace("{n}", shown).replace("{all}", entries.length) : "";
  };

  if (fixes && entries.length) {
    fixes.hidden = false;
    let wait = 0;
    fixes.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(show, 120); });
    fixes.addEventListener("reset", () => setTimeout(show));
    fixes.addEventListener("submit", (e) => e.preventDefault());
  }
  if (columns && rows.length) {
    columns.hidden = false;
    columns.addEventListener("input", () => {
      const status = new FormData(columns).get("status");
      for (const tr of rows) tr.hidden = Boolean(status) && tr.dataset.s !== status;
    });
    columns.addEventListener("submit", (e) => e.preventDefault());
  }
})();
