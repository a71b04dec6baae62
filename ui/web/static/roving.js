// Long lists of buttons are one tab stop: the arrow keys, Home and End go through them.
"use strict";

(function () {
  const LISTS = "[data-roving]";
  const buttons = (list) => [...list.querySelectorAll("[data-act=open], [data-act=speaker]")];

  function settle() {
    for (const list of document.querySelectorAll(LISTS)) {
      const all = buttons(list);
      const current = all.find((b) => b === document.activeElement) || all.find((b) => b.matches("[aria-current=true], [aria-pressed=true]")) || all[0];
      for (const button of all) {
        const index = button === current ? 0 : -1;
        if (button.tabIndex !== index) button.tabIndex = index;
      }
    }
  }

  document.addEventListener("keydown", (event) => {
    const list = event.target.closest && event.target.closest(LISTS);
    const all = list ? buttons(list) : [];
    const at = all.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined || !all[to]) return;
    event.preventDefault();
    all[to].focus();
    settle();
  });
  document.addEventListener("click", (event) => {
    const skip = event.target.closest && event.target.closest("[data-skip]");
    if (!skip) return;
    event.preventDefault(); // the address says where the view stands
    const box = document.querySelector("#or-box textarea");
    const panel = [...document.querySelectorAll("#or-tabs [role=tabpanel]")].find((p) => p.getClientRects().length);
    const first = panel && panel.querySelector("input, textarea, button, a[href], [tabindex='0']");
    (box && box.offsetParent ? box : first)?.focus();
  });

  let due = 0;
  new MutationObserver(() => {
    if (!due) due = requestAnimationFrame(() => ((due = 0), settle()));
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
