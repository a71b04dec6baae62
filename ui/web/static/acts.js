// What buttons in our HTML do by themselves: forms, menus, second thoughts, copying, exporting.
"use strict";

(function () {
  // Forms: shown by a toggle, sent with Enter, closed with Escape.
  function show(form, open) {
    form.hidden = !open;
    const opener = document.querySelector(`[data-toggle="${CSS.escape(form.id)}"]`);
    if (opener) opener.setAttribute("aria-expanded", String(open));
    const field = form.querySelector("[data-field]");
    if (open && field) {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    } else if (!open && opener) opener.focus();
  }

  function keys(event) {
    const form = event.target.closest("[data-form]");
    if (!form) {
      if (event.key === "Escape") closeMenus(null);
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && event.target.matches("[data-field]")) {
      event.preventDefault();
      form.querySelector("[data-act]").click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      show(form, false);
    }
  }

  const identity = (button) => `[data-act="${button.dataset.act}"][data-value="${CSS.escape(button.dataset.value || "")}"]`;

  // Deleting asks once more, in the same place; also where the list is drawn anew meanwhile.
  const HESITATION = 8000;
  let unsure = null;
  function doubt(button, until = Date.now() + HESITATION) {
    const label = button.textContent;
    const question = button.dataset.unsure;
    button.textContent = question;
    button.removeAttribute("data-unsure");
    button.classList.add("or-sure");
    const mine = { button, until, mark: identity(button) };
    unsure = mine;
    const calm = () => {
      if (unsure === mine && button.isConnected) unsure = null;
      button.textContent = label;
      button.dataset.unsure = question;
      button.classList.remove("or-sure");
    };
    // A button that is taken away loses the focus too: that is no change of mind.
    button.addEventListener("blur", () => setTimeout(() => button.isConnected && calm()), { once: true });
    setTimeout(calm, until - Date.now());
  }
  function stillUnsure() {
    if (!unsure || unsure.button.isConnected) return;
    const { until, mark } = unsure;
    const again = document.querySelector(`${mark}[data-unsure]`);
    if (Date.now() >= until) unsure = null;
    else if (again) {
      doubt(again, until);
      again.focus({ preventScroll: true });
    }
  }

  // A button that is drawn anew between pressing and letting go is clicked all the same.
  let pressed = null;
  document.addEventListener("pointerdown", (event) => {
    const button = event.button === 0 && event.target.closest("[data-act]");
    pressed = button ? { button, mark: identity(button), sure: !button.dataset.unsure } : null;
  });
  document.addEventListener("pointerup", (event) => {
    const was = pressed;
    pressed = null;
    if (!was || was.button.isConnected) return;
    stillUnsure();
    const now = document.elementFromPoint(event.clientX, event.clientY)?.closest(was.mark);
    if (now && was.sure === !now.dataset.unsure) now.click();
  });

  function closeMenus(but) {
    for (const menu of document.querySelectorAll("details.or-menu[open]"))
      if (menu !== but) menu.open = false;
  }

  // A menu opens upwards where it would not end within the window, and there is room above.
  document.addEventListener(
    "toggle",
    (event) => {
      const menu = event.target;
      if (!menu.matches?.("details.or-menu")) return;
      menu.classList.remove("or-up");
      const list = menu.querySelector(".or-menu-list");
      if (!menu.open || list.getBoundingClientRect().bottom <= innerHeight) return;
      menu.classList.toggle("or-up", menu.getBoundingClientRect().top > list.offsetHeight);
    },
    true,
  );

  function copy(button) {
    const turn = button.closest(".or-turn");
    const first = [...turn.querySelectorAll(".or-lead")].map((lead) => lead.textContent);
    const lines = [...turn.querySelectorAll(".or-sentence:not([hidden])")].map((sentence) => {
      const clone = sentence.cloneNode(true);
      for (const aside of clone.querySelectorAll(".or-when, .or-fix")) aside.remove();
      for (const tag of clone.querySelectorAll(".or-tag")) tag.textContent = `(${tag.textContent})`;
      for (const chip of clone.querySelectorAll(".or-chip")) chip.textContent = `[${chip.textContent}]`;
      for (const quote of clone.querySelectorAll(".or-quote:not(.or-marked)")) quote.textContent = `“${quote.textContent}”`;
      return clone.textContent;
    });
    const sources = [...turn.querySelectorAll(".or-source:not([hidden])")].map((source) => {
      const text = (name) => source.querySelector(name)?.textContent.trim() || "";
      const place = text(".or-place span");
      const words = source.querySelector("blockquote") ? `“${text("mark")}”` : text("mark");
      const who = `${text(".or-name")}${text(".or-by")}`;
      return `[${text(".or-number")}] ${who}: ${words} ${text(".or-title")}. ${place}`;
    });
    clip(button, async () => [...first, ...lines, "", ...sources].join("\n"));
  }

  // Put on the clipboard what `made` promises; the button says what became of it.
  async function clip(button, made) {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(await made());
      button.textContent = "Copied";
    } catch (error) {
      button.textContent = error instanceof Missing ? error.message : "Copying is not allowed here";
    }
    setTimeout(() => (button.textContent = label), 2000);
  }

  class Missing extends Error {}

  // A table that the server makes, to be pasted into a spreadsheet.
  async function table(address) {
    const response = await fetch(address).catch(() => null);
    if (!response || !response.ok) throw new Missing("There is no table to copy");
    return response.text();
  }

  // The rest of what was found, behind the first few of each side.
  function unfold(button) {
    const rest = [...button.closest(".or-turn").querySelectorAll("[data-rest]")];
    for (const part of rest) part.hidden = false;
    button.hidden = true;
    const next = rest.length && rest[0].querySelector("button");
    if (next) next.focus({ preventScroll: true });
  }

  // A question goes into the box of the chat, to be asked with Enter.
  function toChat(question, patience = 50) {
    const box = document.querySelector("#or-box textarea");
    if (!box || !box.getClientRects().length) {
      const tab = [...document.querySelectorAll("#or-tabs [role=tab]")].find((one) => one.textContent.trim() === "Chat");
      if (tab) tab.click();
      if (patience) setTimeout(() => toChat(question, patience - 1), 100);
      return;
    }
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  // A file is fetched by following a link to it, which also works behind a password.
  function follow(address) {
    const link = document.createElement("a");
    link.href = address;
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
  }

  let last = "";

  document.addEventListener("click", (event) => {
    const on = (name) => event.target.closest(`[data-${name}]`);
    closeMenus(event.target.closest("details.or-menu"));
    if (on("toggle")) {
      const form = document.getElementById(on("toggle").dataset.toggle);
      if (form) show(form, form.hidden);
    } else if (on("close")) show(document.getElementById(on("close").dataset.close), false);
    else if (on("copy")) copy(on("copy"));
    else if (on("copy-table")) clip(on("copy-table"), () => table(on("copy-table").dataset.copyTable));
    else if (on("to-chat")) toChat(on("to-chat").dataset.toChat);
    else if (on("all")) unfold(on("all"));
    else if (on("export")) {
      const current = document.querySelector("nav[data-current]")?.dataset.current || "";
      closeMenus(null);
      follow(`/onrecord/export/${encodeURIComponent(current)}/${encodeURIComponent(on("export").dataset.export)}`);
    } else if (on("download")) follow(on("download").dataset.download);
    else if (on("unsure")) doubt(on("unsure"));
    else if (on("act")) {
      last = identity(on("act"));
      unsure = null;
    }
  });
  document.addEventListener("keydown", keys);
  document.addEventListener("change", (event) => {
    const field = event.target.closest("[data-change]");
    if (field) last = `[data-change="${field.dataset.change}"]`;
  });

  // A part that was drawn anew gives the focus back to the button that had it.
  new MutationObserver(() => {
    stillUnsure();
    if (!last || document.activeElement !== document.body) return;
    const again = document.querySelector(last);
    if (again) again.focus({ preventScroll: true });
    last = "";
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
