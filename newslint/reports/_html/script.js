"use strict";
(() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const get = (id) => document.getElementById(id);
  const reveal = () => {
    const to = location.hash.length > 1 && get(location.hash.slice(1));
    const box = to && to.closest("details");
    if (box) { box.open = true; to.scrollIntoView(); }
  };
  const print = (open) => { for (const box of all("details")) box.open = open; };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => print(true));
  const form = document.querySelector(".filters");
  if (!form) return;
  const [rule, site, text] = ["f-rule", "f-site", "f-text"].map(get);
  const levels = all(".filters input[type=checkbox]");
  const seen = (one) => one.offsetParent !== null;
  const update = () => {
    const sought = text.value.trim().toLowerCase();
    for (const one of all(".c")) one.hidden = sought !== "" && !one.textContent.toLowerCase().includes(sought);
    const shown = all(".c").filter(seen);
    for (const part of all(".r")) part.classList.toggle("empty", sought !== "" && !part.querySelector(".c:not([hidden])"));
    get("f-count").textContent = shown.length.toLocaleString("en") + " of " + all(".c").length.toLocaleString("en") + " rows";
    get("f-none").hidden = shown.length > 0;
  };
  const keep = () => {
    const state = new URLSearchParams();
    if (rule.value) state.set("rule", rule.selectedOptions[0].dataset.key);
    if (site.value) state.set("site", site.selectedOptions[0].dataset.key);
    for (const level of levels) if (!level.checked) state.append("hide", level.id.slice(2));
    history.replaceState(null, "", "#" + (state.size ? "?" + state : "findings"));
    update();
  };
  const restore = () => {
    if (!location.hash.startsWith("#?")) return;
    const state = new URLSearchParams(location.hash.slice(2));
    const pick = (list, key) => { for (const one of list.options) if (key && one.dataset.key === key) list.value = one.value; };
    pick(rule, state.get("rule"));
    pick(site, state.get("site"));
    for (const level of levels) level.checked = !state.getAll("hide").includes(level.id.slice(2));
  };
  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(keep));
  text.addEventListener("input", update);
  get("f-open").addEventListener("click", () => { for (const box of all(".c").filter(seen)) box.open = true; });
  all(".js").forEach((one) => { one.hidden = false; });
  restore();
  update();
  reveal();
})();
