// Small helps around Gradio: colours, copying, editing a question, cards for chips, confirmations.
"use strict";

(function () {
  const box = () => document.querySelector("#or-box textarea");

  // Colours: as the system, light, dark.
  const SCHEMES = ["Auto", "Light", "Dark"];
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("onrecord-scheme") || "Auto";
    } catch {
      return "Auto";
    }
  };
  function paint() {
    const scheme = stored();
    const dark = scheme === "Dark" || (scheme === "Auto" && system.matches);
    document.documentElement.classList.toggle("dark", dark);
    if (document.body) document.body.classList.toggle("dark", dark);
    for (const button of document.querySelectorAll("[data-scheme]")) {
      if (button.textContent === scheme && button.dataset.scheme) continue;
      button.dataset.scheme = scheme;
      button.textContent = scheme;
      button.setAttribute("aria-label", `Colours: ${scheme === "Auto" ? "as the system" : scheme}`);
    }
  }
  function nextScheme() {
    const next = SCHEMES[(SCHEMES.indexOf(stored()) + 1) % SCHEMES.length];
    try {
      localStorage.setItem("onrecord-scheme", next);
    } catch {
      return;
    }
    paint();
  }
  system.addEventListener("change", paint);
  paint();

  // A question to be edited goes into the box.
  function edit(question) {
    const field = box();
    if (!field) return;
    const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    setter.call(field, question);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  async function copy(button) {
    const turn = button.closest(".or-turn");
    const lines = [...turn.querySelectorAll(".or-sentence")].map((sentence) => {
      const clone = sentence.cloneNode(true);
      for (const chip of clone.querySelectorAll(".or-chip")) chip.textContent = ` [${chip.textContent}]`;
      for (const quote of clone.querySelectorAll(".or-quote")) quote.textContent = `“${quote.textContent}”`;
      return clone.textContent;
    });
    const sources = [...turn.querySelectorAll(".or-source")].map((source) => {
      const text = (name) => source.querySelector(name)?.textContent.trim() || "";
      const title = text(".or-title");
      const place = text(".or-place span");
      return `[${text(".or-number")}] ${text(".or-name")}: “${text("mark")}” ${title}. ${place}`;
    });
    try {
      await navigator.clipboard.writeText([...lines, "", ...sources].join("\n"));
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying is not allowed here";
    }
    setTimeout(() => (button.textContent = "Copy"), 2000);
  }

  // Removing asks once more, in the same place.
  function confirm(button) {
    button.textContent = "Really remove?";
    button.setAttribute("data-remove", button.dataset.confirm);
    button.classList.add("or-sure");
    const calm = () => {
      button.textContent = "Remove";
      button.removeAttribute("data-remove");
      button.classList.remove("or-sure");
    };
    button.addEventListener("blur", calm, { once: true });
    setTimeout(calm, 6000);
  }

  document.addEventListener("click", (event) => {
    const on = (name) => event.target.closest(`[data-${name}]`);
    if (on("scheme")) nextScheme();
    else if (on("edit")) edit(on("edit").dataset.edit);
    else if (on("copy")) copy(on("copy"));
    else if (on("confirm") && !on("remove")) confirm(on("confirm"));
  });

  // A card with the quotation while a chip is pointed at or focused.
  let card = null;
  function showCard(chip) {
    const source = document.getElementById(chip.dataset.card);
    if (!source) return;
    hideCard();
    source.classList.add("or-lit");
    card = document.createElement("div");
    card.className = "or-card";
    card.setAttribute("aria-hidden", "true");
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
  function hideCard() {
    for (const lit of document.querySelectorAll(".or-lit")) lit.classList.remove("or-lit");
    if (card) card.remove();
    card = null;
  }
  const chipOf = (event) => event.target.closest && event.target.closest(".or-chip");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && chipOf(event)) showCard(chipOf(event));
  });
  document.addEventListener("pointerout", (event) => chipOf(event) && hideCard());
  document.addEventListener("focusin", (event) => {
    if (chipOf(event) && chipOf(event).matches(":focus-visible")) showCard(chipOf(event));
  });
  document.addEventListener("focusout", (event) => chipOf(event) && hideCard());
  document.addEventListener("scroll", hideCard, { capture: true, passive: true });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideCard();
    const typing = event.target.closest("input, textarea, [contenteditable]");
    if (event.key === "/" && !typing && box() && box().offsetParent) {
      event.preventDefault();
      box().focus();
    }
  });

  // A new question comes into view; the rest of the page is told what Gradio leaves out.
  function settle() {
    paint();
    const field = box();
    if (field && !field.hasAttribute("aria-label")) field.setAttribute("aria-label", "Your question");
    const now = document.getElementById("or-now");
    if (!now || now.dataset.watched) return;
    now.dataset.watched = "yes";
    now.setAttribute("role", "log");
    now.setAttribute("aria-live", "polite");
    now.setAttribute("aria-label", "Answer to the last question");
    let shown = "";
    new MutationObserver(() => {
      const heading = now.querySelector(".or-question");
      const past = document.querySelectorAll("#or-past .or-turn").length;
      const asked = heading ? `${past} ${heading.textContent}` : "";
      if (asked && asked !== shown) {
        if (past) now.scrollIntoView({ block: "start", behavior: "instant" });
        else scrollTo({ top: 0, behavior: "instant" });
      }
      shown = asked;
    }).observe(now, { childList: true, subtree: true, characterData: true });
  }
  new MutationObserver(settle).observe(document.documentElement, { childList: true, subtree: true });
})();
