// What is added to every page, which works without it: suggestions while typing. The other files use what is made here.
"use strict";

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** Calls back when nothing has happened for a moment; what is fetched too late is dropped. */
const whenStill = (milliseconds, then) => {
  let timer, controller;
  return (...given) => {
    clearTimeout(timer);
    controller?.abort();
    timer = setTimeout(() => { controller = new AbortController(); then(controller.signal, ...given); }, milliseconds);
  };
};

const fetched = async (url, signal) => {
  try {
    const answer = await fetch(url, { signal });
    return answer.ok ? await answer.json() : null;
  } catch { return null; }
};

const go = url => location.assign(url);

const typing = event => event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select");

// Suggestions: a combobox as the ARIA practices describe it; the focus stays in the box.
for (const box of document.querySelectorAll("input[data-suggest]")) {
  const names = { person: "person", ministry: "ministry", country: "country", place: "place", title: "release", word: "" };
  const list = element("ul", { id: "suggestions", class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: "" });
  const said = element("div", { class: "unseen", role: "status" });
  box.closest("form").append(list, said);
  for (const [key, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "suggestions"]]) box.setAttribute(key, value);
  let found = [], at = -1;
  const close = () => {
    list.hidden = true; at = -1;
    box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant");
  };
  const select = place => {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = place;
    const chosen = list.children[at];
    if (!chosen) { box.removeAttribute("aria-activedescendant"); return; }
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", chosen.id);
  };
  const show = suggestions => {
    found = suggestions;
    list.replaceChildren(...found.map((one, place) => {
      const item = element("li", { id: `suggestion-${place}`, role: "option", "aria-selected": "false" }, element("span", {}, one.text), element("span", { class: "what" }, names[one.kind] ?? ""));
      if (one.kind !== "title") item.append(element("span", { class: "count" }, one.count.toLocaleString("en")));
      item.addEventListener("pointerdown", event => { event.preventDefault(); });
      item.addEventListener("click", () => go(one.url));
      return item;
    }));
    at = -1; box.removeAttribute("aria-activedescendant");
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(!!found.length));
    said.textContent = found.length ? `${found.length} suggestions` : "";
  };
  box.addEventListener("input", whenStill(90, async signal => {
    const q = box.value.trim();
    const answer = q ? await fetched(`${box.dataset.suggest}?limit=8&q=${encodeURIComponent(q.slice(0, 200))}`, signal) : { suggestions: [] };
    if (answer && document.activeElement === box) show(answer.suggestions);
  }));
  box.addEventListener("keydown", event => {
    if (event.key === "Escape") { if (!list.hidden) event.preventDefault(); close(); }
    else if (list.hidden || event.isComposing) return;
    else if (event.key === "ArrowDown") { event.preventDefault(); select(at + 1 < found.length ? at + 1 : -1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); select(at < 0 ? found.length - 1 : at - 1); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); go(found[at].url); }
  });
  box.addEventListener("blur", close);
}

document.addEventListener("keydown", event => {
  if (typing(event)) return;
  if (event.key === "/") { event.preventDefault(); const box = document.querySelector("input[data-suggest]"); box?.focus(); box?.select(); }
});
