// A search: filters, dates and orders change the page in place, the address with it; long facets are searched in place.
"use strict";

const searching = document.querySelector(".searching"), asking = document.querySelector(".ask");
const announced = element("p", { class: "unseen", role: "status" });
document.body.append(announced);
const IN_PLACE = ".filters li a, .chips a, .orders a[aria-current], .orders a[rel], .histogram a, .dates a, .nothing li a";
const NOT_OF_FACETS = ["sort", "page", "per_page", "cursor", "facets", "facet_size", "fields", "explain"];
let shown = location.search, underway;

/** What a person has in hand, so that it can be given back when the page has changed under it. */
const inHand = () => {
  const held = document.activeElement, field = held?.closest(".facet")?.dataset.field;
  if (field && held.matches("li a")) {
    const label = held.querySelector(".label").textContent;
    return () => [...document.querySelectorAll(`[data-field="${field}"] li a`)].find(link => link.querySelector(".label").textContent === label);
  }
  if (held?.matches(".orders a")) return () => [...document.querySelectorAll(".orders a")].find(link => link.textContent === held.textContent);
  return held && searching.contains(held) ? () => document.querySelector("#results") : null;
};

/** Put the answer to another question in place. Where that fails the address is simply opened. */
const ask = async (url, isNew = true) => {
  underway?.abort();
  const mine = underway = new AbortController();
  searching.setAttribute("aria-busy", "true");
  let text;
  try {
    const answer = await fetch(url, { signal: mine.signal });
    if (!answer.ok) throw new Error(answer.status);
    text = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") go(url);
    return;
  }
  const next = new DOMParser().parseFromString(text, "text/html"), given = inHand();
  const open = new Map([...searching.querySelectorAll(".facet")].map(facet => [facet.dataset.field, facet.open]));
  for (const part of [".findings", ".filters"]) searching.querySelector(part).replaceChildren(...next.querySelector(part).childNodes);
  for (const facet of searching.querySelectorAll(".facet")) facet.open = open.get(facet.dataset.field) ?? facet.open;
  for (const hidden of asking.querySelectorAll("[type=hidden]")) hidden.remove();
  asking.append(...next.querySelectorAll(".ask [type=hidden]"));
  asking.querySelector("#q").value = next.querySelector("#q").value;
  document.title = next.title;
  document.querySelector("link[rel=alternate]").href = next.querySelector("link[rel=alternate]").getAttribute("href");
  if (isNew) history.pushState(null, "", url + location.hash);
  shown = location.search;
  searching.removeAttribute("aria-busy");
  searching.querySelectorAll(".histogram").forEach(drawn);
  searching.querySelectorAll(".facet").forEach(lengthened);
  if (given) (given() ?? document.querySelector("#results")).focus({ preventScroll: true });
  announced.textContent = document.querySelector("#results").textContent;
};

/** "More" brings the longer list into place, with a search among its names. */
const lengthened = facet => {
  const more = facet.querySelector(".more a"), list = facet.querySelector("ul"), field = facet.dataset.field;
  more?.addEventListener("click", async event => {
    event.preventDefault();
    if (facet.querySelector("input")) { go(more.href); return; }
    const title = facet.querySelector("h3").textContent.toLowerCase(), question = new URLSearchParams(location.search);
    const box = element("input", { type: "search", "aria-label": `Search in ${title}`, placeholder: `Search in ${title}`, autocomplete: "off" });
    const asked = new URLSearchParams([...question].filter(([name]) => !NOT_OF_FACETS.includes(name)));
    const show = async (signal, prefix) => {
      asked.set("prefix", prefix);
      const answer = await fetched(`/api/v1/facets/${field}?${asked}`, signal);
      if (!answer) { if (!signal?.aborted) go(more.href); return; }
      list.replaceChildren(...answer.buckets.map(bucket => {
        const changed = new URLSearchParams([...question].filter(([name, value]) => !["page", "cursor"].includes(name) && !(name === field && value === bucket.value)));
        if (!bucket.selected) changed.append(field, bucket.value);
        const link = element("a", { href: `/search?${changed}`, rel: "nofollow" }, element("span", { class: "label", dir: "auto" }, bucket.label), " ", element("span", { class: "count" }, bucket.count.toLocaleString("en")));
        if (bucket.selected) link.setAttribute("aria-current", "true");
        return element("li", {}, link);
      }));
      announced.textContent = `${answer.buckets.length} values in ${title}`;
      more.parentElement.hidden = !answer.more;
      more.textContent = `${answer.more.toLocaleString("en")} more`;
    };
    list.before(box);
    box.addEventListener("input", whenStill(120, signal => show(signal, box.value)));
    box.focus();
    await show(undefined, "");
  });
};

searching.addEventListener("click", event => {
  const link = event.target.closest(IN_PLACE);
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  ask(link.getAttribute("href"));
});
searching.addEventListener("brushed", event => { event.preventDefault(); ask(event.detail); });
searching.addEventListener("submit", event => {
  event.preventDefault();
  const filled = [...new FormData(event.target)].filter(([name, value]) => value || !["from", "to"].includes(name));
  ask(`${event.target.getAttribute("action")}?${new URLSearchParams(filled)}`);
});
window.addEventListener("popstate", () => { if (location.search !== shown) ask(location.href, false); });
document.addEventListener("keydown", event => { if (event.key === "Escape" && location.hash === "#filters") location.hash = "results"; });
searching.querySelectorAll(".facet").forEach(lengthened);
