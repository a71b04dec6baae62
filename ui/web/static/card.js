// A card with the quotation, its speaker and place, while a chip is pointed at or focused.
"use strict";

(function () {
  let card = null;

  function show(chip) {
    const source = document.getElementById(chip.dataset.card);
    if (!source) return;
    hide();
    source.classList.add("or-lit");
    card = document.createElement("div");
    card.className = "or-card";
    card.setAttribute("aria-hidden", "true"); // the chip's own label says it to a screen reader
    for (const child of source.childNodes) card.append(child.cloneNode(true));
    card.inert = true;
    document.body.append(card);
    const at = chip.getBoundingClientRect();
    const size = card.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left - 20, innerWidth - size.width - 8));
    const below = at.bottom + 8 + size.height < innerHeight;
    card.style.left = `${left}px`;
    card.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - size.height - 8)}px`;
  }

  function hide() {
    for (const lit of document.querySelectorAll(".or-lit")) lit.classList.remove("or-lit");
    if (card) card.remove();
    card = null;
  }

  const chipOf = (event) => event.target.closest && event.target.closest("[data-card]");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && chipOf(event)) show(chipOf(event));
  });
  document.addEventListener("pointerout", (event) => chipOf(event) && hide());
  document.addEventListener("focusin", (event) => {
    if (chipOf(event) && chipOf(event).matches(":focus-visible")) show(chipOf(event));
  });
  document.addEventListener("focusout", (event) => chipOf(event) && hide());
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
})();
