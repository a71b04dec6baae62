// What the dialogs of "Fix" and "Pin" share. Every text is set as text (never as HTML).
"use strict";

(function () {
  const cameFrom = new WeakMap();

  function make(tag, properties = {}, ...children) {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  }

  // A button beside a quotation, also where the view has been drawn anew since.
  function mark(button) {
    const kind = button.dataset.pin ? "pin" : "fix";
    const { start, end } = button.dataset;
    return `[data-${kind}="${CSS.escape(button.dataset[kind])}"][data-start="${start}"][data-end="${end}"]`;
  }

  // A dialog of the class `or-NAME` with a heading and "Close"; a click beside it closes it, too.
  // Closed, it gives the focus back to the button that opened it.
  function framed(name, title, ...children) {
    const heading = make("h2", { id: `or-${name}-title`, textContent: title });
    const close = make("button", { type: "button", className: "or-button", textContent: "Close" });
    const head = make("header", { className: "or-fix-head" }, heading, close);
    const dialog = make("dialog", { className: `or-${name}` }, head, ...children);
    dialog.setAttribute("aria-labelledby", heading.id);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      const button = cameFrom.get(dialog);
      const again = button.isConnected ? button : document.querySelector(mark(button));
      if (again) again.focus({ preventScroll: true });
    });
    document.body.append(dialog);
    return dialog;
  }

  function show(dialog, button) {
    cameFrom.set(dialog, button);
    if (!dialog.open) dialog.showModal();
  }

  // What has been done, or what went wrong, in the dialog's line for that.
  function tell(dialog, text, wrong = false) {
    const done = dialog.querySelector(".or-fix-done");
    done.textContent = text;
    done.classList.toggle("or-problem", wrong);
  }

  function done() {
    const line = make("p", { className: "or-fix-done" });
    line.setAttribute("role", "status");
    return line;
  }

  // The JSON that an address answers with; null after the dialog has said what went wrong.
  async function asked(dialog, address, options) {
    try {
      const response = await fetch(address, options);
      const shape = await response.json();
      if (response.ok) return shape;
      tell(dialog, typeof shape.detail === "string" ? shape.detail : "This could not be read.", true);
    } catch {
      tell(dialog, "The server does not answer. Is onrecord serve still running?", true);
    }
    return null;
  }

  // The same for what is sent.
  function sent(dialog, address, body) {
    const headers = { "Content-Type": "application/json" };
    return asked(dialog, address, { method: "POST", headers, body: JSON.stringify(body) });
  }

  window.orDialog = { make, framed, show, tell, done, asked, sent };
})();
