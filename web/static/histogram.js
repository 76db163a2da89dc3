// A histogram: one stop for the tab key, arrows within; it says what the pointer is on; dragging takes a span of dates.
"use strict";

/** What columns say together: both ends of their span, and the sum. */
const together = bars => {
  const said = bars.map(bar => bar.getAttribute("aria-label").split(": "));
  const sum = said.reduce((sum, [, count]) => sum + Number(count.replaceAll(",", "")), 0);
  const [first, last] = [said[0][0], said.at(-1)[0]];
  return `${first}${first === last ? "" : ` – ${last}`}: ${sum.toLocaleString("en")}`;
};

const drawn = figure => {
  const drawing = figure.querySelector("svg"), bars = [...drawing.querySelectorAll("a")];
  const scale = figure.parentElement.querySelector(".scale"), usual = scale?.textContent;
  const say = bars => {
    if (!scale) return;
    scale.textContent = bars?.length ? together(bars) : usual;
    scale.classList.toggle("now", !!bars?.length);
  };
  bars.forEach((bar, place) => {
    const title = bar.querySelector("title");
    bar.setAttribute("aria-label", title.textContent);
    title.remove();
    bar.setAttribute("tabindex", place ? "-1" : "0");
    bar.addEventListener("focus", () => say([bar]));
    bar.addEventListener("blur", () => say(null));
    bar.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -place, End: bars.length - 1 - place }[event.key];
      const next = step === undefined ? null : bars[place + step];
      if (!next) return;
      event.preventDefault();
      bar.setAttribute("tabindex", "-1"); next.setAttribute("tabindex", "0"); next.focus();
    });
  });

  const WIDTH = 720;
  let begin = null, brush = null;
  const placeOf = event => {
    const box = drawing.getBoundingClientRect();
    return Math.min(WIDTH, Math.max(0, (event.clientX - box.left) / box.width * WIDTH));
  };
  const between = (low, high) => bars.filter(bar => {
    const area = bar.querySelector("rect"), x = Number(area.getAttribute("x"));
    return x < high && x + Number(area.getAttribute("width")) > low;
  });
  drawing.addEventListener("pointermove", event => { if (begin === null) say(between(placeOf(event), placeOf(event) + .01)); });
  drawing.addEventListener("pointerleave", () => { if (begin === null) say(null); });
  if (!("brush" in figure.dataset)) return;
  drawing.addEventListener("dragstart", event => event.preventDefault());
  drawing.addEventListener("pointerdown", event => { if (event.button === 0) begin = placeOf(event); });
  const moved = event => {
    if (begin === null) return;
    const here = placeOf(event);
    if (!brush && Math.abs(here - begin) < 6) return;
    if (!brush) {
      brush = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      brush.setAttribute("class", "brush"); brush.setAttribute("height", "72");
      drawing.append(brush);
    }
    const [low, high] = [Math.min(begin, here), Math.max(begin, here)];
    brush.setAttribute("x", low); brush.setAttribute("width", high - low);
    say(between(low, high));
  };
  const forget = () => { begin = null; brush?.remove(); brush = null; say(null); };
  const released = event => {
    if (begin === null) return;
    const [low, high] = [begin, placeOf(event)].sort((a, b) => a - b), dragged = brush !== null;
    forget();
    if (!dragged) return;
    const stop = click => { click.preventDefault(); click.stopPropagation(); };
    drawing.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => drawing.removeEventListener("click", stop, { capture: true }), 0);
    const inside = between(low, high);
    if (!inside.length) return;
    const changed = new URLSearchParams(location.search);
    changed.delete("page"); changed.delete("cursor");
    const dates = bar => new URL(bar.getAttribute("href"), location).searchParams;
    changed.set("from", dates(inside[0]).get("from")); changed.set("to", dates(inside.at(-1)).get("to"));
    const url = `${location.pathname}?${changed}`;
    if (figure.dispatchEvent(new CustomEvent("brushed", { bubbles: true, cancelable: true, detail: url }))) go(url);
  };
  const listening = new AbortController();
  const always = (name, then) => window.addEventListener(name, event => {
    if (figure.isConnected) then(event); else listening.abort();
  }, { signal: listening.signal });
  always("pointermove", moved); always("pointerup", released); always("pointercancel", forget);
};

document.querySelectorAll(".histogram").forEach(drawn);
