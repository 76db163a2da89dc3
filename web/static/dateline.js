// What is added to pages that already work without it: suggestions, longer facets in place, brushing, stepping through matches.
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
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
  if (event.key === "/") { event.preventDefault(); const box = document.querySelector("input[data-suggest]"); box?.focus(); box?.select(); }
});

// Facets: "more" brings the longer list into place, with a search among its names.
const question = new URLSearchParams(location.search);
for (const facet of document.querySelectorAll(".facet")) {
  const more = facet.querySelector(".more a"), list = facet.querySelector("ul"), field = facet.dataset.field;
  more?.addEventListener("click", async event => {
    event.preventDefault();
    const title = facet.querySelector("h3").textContent.toLowerCase();
    const box = element("input", { type: "search", "aria-label": `Search in ${title}`, placeholder: `Search in ${title}`, autocomplete: "off" });
    const said = element("p", { class: "unseen", role: "status" });
    const asked = new URLSearchParams([...question].filter(([name]) => !["sort", "page", "per_page", "cursor", "facets", "facet_size", "fields", "explain"].includes(name)));
    const show = async (signal, prefix) => {
      asked.set("prefix", prefix);
      const answer = await fetched(`/api/v1/facets/${field}?${asked}`, signal);
      if (!answer) { go(more.href); return; }
      list.replaceChildren(...answer.buckets.map(bucket => {
        const changed = new URLSearchParams([...question].filter(([name, value]) => !["page", "cursor"].includes(name) && !(name === field && value === bucket.value)));
        if (!bucket.selected) changed.append(field, bucket.value);
        const link = element("a", { href: `?${changed}`, rel: "nofollow" }, element("span", { class: "label" }, bucket.label), " ", element("span", { class: "count" }, bucket.count.toLocaleString("en")));
        if (bucket.selected) link.setAttribute("aria-current", "true");
        return element("li", {}, link);
      }));
      said.textContent = `${answer.buckets.length} values`;
      more.parentElement.hidden = !answer.more;
      more.textContent = `${answer.more.toLocaleString("en")} more`;
    };
    if (facet.querySelector("input")) { go(more.href); return; }
    list.before(box, said);
    box.addEventListener("input", whenStill(120, signal => show(signal, box.value)));
    box.focus();
    await show(undefined, "");
  });
}

// The histogram: one stop for the tab key, arrows within; dragging over columns takes their span of dates.
for (const figure of document.querySelectorAll(".histogram")) {
  const drawing = figure.querySelector("svg"), bars = [...drawing.querySelectorAll("a")];
  bars.forEach((bar, place) => {
    bar.setAttribute("tabindex", place ? "-1" : "0");
    bar.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -place, End: bars.length - 1 - place }[event.key];
      const next = step === undefined ? null : bars[place + step];
      if (!next) return;
      event.preventDefault();
      bar.setAttribute("tabindex", "-1"); next.setAttribute("tabindex", "0"); next.focus();
    });
  });
  if (!("brush" in figure.dataset)) continue;
  let begin = null, brush = null;
  const place = event => {
    const box = drawing.getBoundingClientRect();
    return Math.min(720, Math.max(0, (event.clientX - box.left) / box.width * 720));
  };
  drawing.addEventListener("dragstart", event => event.preventDefault());
  drawing.addEventListener("pointerdown", event => { if (event.button === 0) begin = place(event); });
  window.addEventListener("pointermove", event => {
    if (begin === null) return;
    const here = place(event);
    if (!brush && Math.abs(here - begin) < 6) return;
    if (!brush) {
      brush = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      brush.setAttribute("class", "brush"); brush.setAttribute("height", "72");
      drawing.append(brush);
    }
    brush.setAttribute("x", Math.min(begin, here)); brush.setAttribute("width", Math.abs(here - begin));
  });
  window.addEventListener("pointercancel", () => { begin = null; brush?.remove(); brush = null; });
  window.addEventListener("pointerup", event => {
    if (begin === null) return;
    const [low, high] = [begin, place(event)].sort((a, b) => a - b);
    const dragged = brush !== null;
    begin = null; brush?.remove(); brush = null;
    if (!dragged) return;
    const stop = click => { click.preventDefault(); click.stopPropagation(); };
    drawing.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => drawing.removeEventListener("click", stop, { capture: true }), 0);
    const inside = bars.filter(bar => {
      const area = bar.querySelector("rect"), x = +area.getAttribute("x");
      return x < high && x + +area.getAttribute("width") > low;
    });
    if (!inside.length) return;
    const changed = new URLSearchParams(location.search);
    changed.delete("page"); changed.delete("cursor");
    changed.set("from", inside[0].dataset.from); changed.set("to", inside.at(-1).dataset.to);
    go(`?${changed}`);
  });
}

// A release: next and previous match.
for (const steps of document.querySelectorAll(".steps[data-matches]")) {
  const total = +steps.dataset.matches;
  let here = 0;
  const said = element("span", { role: "status" });
  const step = by => {
    const marks = document.querySelectorAll(".text mark");
    marks.forEach(mark => mark.classList.remove("here"));
    here = here ? (here - 1 + by + total) % total + 1 : by > 0 ? 1 : total;
    const shown = document.querySelectorAll(`#match-${here}`);
    shown.forEach(mark => mark.classList.add("here"));
    shown[0]?.scrollIntoView({ block: "center" });
    said.textContent = `${here} of ${total}`;
  };
  const back = element("button", { type: "button", "aria-label": "Previous match" }, "Previous"), on = element("button", { type: "button", "aria-label": "Next match" }, "Next");
  back.addEventListener("click", () => step(-1));
  on.addEventListener("click", () => step(1));
  steps.replaceChildren(said, back, on);
  said.textContent = `${total} match${total === 1 ? "" : "es"}`;
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
}
