// The frame: colours, keys, the conversation named in the address, and what Gradio leaves out.
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

  // On a narrow window the conversations come in a drawer.
  const drawer = (open) => document.documentElement.classList.toggle("or-drawer", open);
  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on("[data-scheme]")) nextScheme();
    const button = on("[data-drawer]");
    const open = document.documentElement.classList.contains("or-drawer");
    if (button && !document.querySelector("#or-side").getClientRects().length) {
      document.querySelector("#or-tabs [role=tab]").click(); // they stand in the first tab
      drawer(true);
    } else if (button) drawer(!open);
    else if (open && (!on("#or-side") || on(".or-conversation, #or-new"))) drawer(false);
    if (button) button.setAttribute("aria-expanded", String(!open));
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, [contenteditable]");
    const field = box();
    if (event.key === "/" && !typing && field && field.offsetParent) {
      event.preventDefault();
      field.focus();
    }
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) {
      drawer(false);
      const stop = document.querySelector("#or-stop");
      if (stop && stop.offsetParent && !event.target.closest("[data-form]")) stop.click();
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
    let looking = false;
    const look = () => {
      looking = false;
      const heading = now.querySelector(".or-question");
      const past = document.querySelectorAll("#or-past .or-turn").length;
      const asked = heading ? `${past} ${heading.textContent}` : "";
      if (asked && asked !== shown) {
        if (past) now.scrollIntoView({ block: "start", behavior: "instant" });
        else scrollTo({ top: 0, behavior: "instant" });
      }
      shown = asked;
    };
    new MutationObserver(() => {
      // Not before all parts are drawn: the page is then laid out once, not once for each.
      if (!looking) requestAnimationFrame(look);
      looking = true;
    }).observe(now, { childList: true, subtree: true, characterData: true });
  }
  let due = 0;
  const soon = () => {
    if (!due) due = requestAnimationFrame(() => ((due = 0), settle()));
  };
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
})();
