// A release: next and previous match, all mentions of one at once, references to copy.
"use strict";

for (const steps of document.querySelectorAll(".steps[data-matches]")) {
  const total = Number(steps.dataset.matches);
  let here = 0;
  const said = element("span", { role: "status" });
  const step = by => {
    const marks = [...document.querySelectorAll(".text mark")];
    here = here ? (here - 1 + by + total) % total + 1 : by > 0 ? 1 : total;
    let at = 0;
    for (const mark of marks) {
      at = mark.id ? Number(mark.id.slice("match-".length)) : at;
      mark.classList.toggle("here", at === here);
    }
    document.querySelector(`#match-${here}`)?.scrollIntoView({ block: "center" });
    said.textContent = `${here} of ${total}`;
  };
  const back = element("button", { type: "button", "aria-label": "Previous match" }, "Previous"), on = element("button", { type: "button", "aria-label": "Next match" }, "Next");
  back.addEventListener("click", () => step(-1));
  on.addEventListener("click", () => step(1));
  steps.replaceChildren(said, back, on);
  said.textContent = `${total} match${total === 1 ? "" : "es"}`;
  document.addEventListener("keydown", event => {
    if (typing(event)) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
}

// The number beside someone in the record leads to the first mention and marks all of them.
for (const count of document.querySelectorAll(".record a.count")) {
  count.addEventListener("click", () => {
    const first = document.getElementById(decodeURIComponent(count.hash.slice(1)));
    for (const mention of document.querySelectorAll(".text .mention")) mention.classList.toggle("here", mention.href === first?.href);
  });
}

for (const reference of document.querySelectorAll("#cite-plain, #cite-bibtex")) {
  if (!navigator.clipboard) break;
  const copy = element("button", { type: "button", class: "plain" }, "Copy");
  copy.addEventListener("click", async () => { await navigator.clipboard.writeText(reference.textContent); copy.textContent = "Copied"; });
  reference.after(element("p", { role: "status", class: "copy" }, copy));
}
