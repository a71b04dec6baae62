// The article view: a dialog that shows one article, scrolled to the cited words.
// Every text is set as text (never as HTML).
"use strict";

(function () {
  const make = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  let dialog = null;
  let cameFrom = null;
  let shown = {}; // the article that is open: id, start, end

  function build() {
    dialog = make("dialog", "or-viewer");
    dialog.setAttribute("aria-labelledby", "or-viewer-title");
    const bar = make("header", "or-viewer-bar");
    const titles = make("div", "or-viewer-titles");
    const title = make("h2", "", "");
    title.id = "or-viewer-title";
    titles.append(title, make("p", "or-viewer-place"));
    const back = make("button", "or-viewer-back", "To the quotation");
    back.type = "button";
    back.addEventListener("click", () => toQuote(true));
    const send = make("button", "or-viewer-link", "Copy link");
    send.type = "button";
    send.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        send.textContent = "Copied";
      } catch {
        send.textContent = "Copying is not allowed here";
      }
      setTimeout(() => (send.textContent = "Copy link"), 2000);
    });
    const close = make("button", "or-viewer-close", "Close");
    close.type = "button";
    close.setAttribute("aria-keyshortcuts", "Escape");
    close.addEventListener("click", () => dialog.close());
    bar.append(titles, back, send, close);
    const body = make("div", "or-viewer-body");
    body.tabIndex = 0;
    body.setAttribute("role", "document");
    body.setAttribute("aria-label", "Article text");
    dialog.append(bar, body);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      document.documentElement.classList.remove("or-viewing");
      document.dispatchEvent(new Event("or-viewer"));
      if (cameFrom && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
    });
    document.body.append(dialog);
  }

  function toQuote(smooth) {
    const mark = dialog.querySelector("mark");
    if (!mark) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    mark.scrollIntoView({ block: "center", behavior: smooth && !calm ? "smooth" : "instant" });
  }

  function tags(statement) {
    const said = [];
    if (statement.hedge) said.push(statement.hedge);
    if (statement.speaker && !statement.certain) said.push("speaker unclear");
    return said.join(", ");
  }

  function fixer(statement, name) {
    const fix = make("button", "or-fix", "Fix");
    fix.type = "button";
    Object.assign(fix.dataset, { fix: shown.id, start: statement.start, end: statement.end });
    fix.setAttribute("aria-label", `Fix this statement: ${name}`);
    return fix;
  }

  function pinner(statement, name) {
    const pin = make("button", "or-pin", "Pin");
    pin.type = "button";
    Object.assign(pin.dataset, { pin: shown.id, start: statement.start, end: statement.end });
    pin.setAttribute("aria-label", `Pin this statement: ${name}`);
    return pin;
  }

  // While the pointer or the focus is on a note in the margin, the words it is about stand out.
  function points(note, index) {
    const mark = (on) => {
      for (const span of dialog.querySelectorAll(`[data-said="${index}"]`)) span.classList.toggle("or-said-now", on);
    };
    for (const [name, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) note.addEventListener(name, () => mark(on));
  }

  function line(runs, statements, noted) {
    const row = make("div", "or-line");
    let above = "";
    const margin = make("div", "or-margin");
    const text = make("p", "");
    text.dir = "auto";
    for (const run of runs) {
      let node = document.createTextNode(run.text);
      for (const index of run.said) {
        const span = make("span", "or-said");
        span.dataset.said = index;
        span.append(node);
        node = span;
        if (noted.has(index)) continue;
        noted.add(index);
        const statement = statements[index];
        const name = statement.speaker || "Speaker unclear";
        const more = tags(statement);
        // Several statements of one speaker have one name above them.
        const note = make("span", "or-margin-note", name === above ? "" : name);
        above = name;
        if (more) note.append(make("span", "or-margin-more", more));
        if (statement.role) note.title = statement.role;
        const acts = make("span", "or-margin-acts");
        acts.append(fixer(statement, name), pinner(statement, name));
        note.append(" ", acts);
        points(note, index);
        margin.append(note);
      }
      if (run.quote) {
        const mark = make("mark");
        mark.append(node);
        node = mark;
      }
      text.append(node);
    }
    const plain = runs.every((run) => !run.said.length && !run.quote);
    const words = text.textContent.trim();
    if (plain && words.length <= 90 && !/[.!?…:;,"”’)]$/.test(words)) text.className = "or-heading-line";
    row.append(margin, text);
    return row;
  }

  function fill(article) {
    dialog.querySelector("h2").textContent = article.title;
    const place = dialog.querySelector(".or-viewer-place");
    place.replaceChildren();
    const words = `${article.words.toLocaleString("en")} words`;
    const parts = [article.source, article.author, article.published, words];
    place.append(parts.filter(Boolean).join(" · "));
    if (article.url) {
      const link = make("a", "", `Original at ${new URL(article.url).host}`);
      link.href = article.url;
      link.target = "_blank";
      link.rel = "noopener noreferrer nofollow";
      place.append(" · ", link);
    }
    const body = dialog.querySelector(".or-viewer-body");
    const page = make("div", "or-page");
    if (article.asked && !article.found) {
      page.append(make("p", "or-note", "The quoted place is no longer in this article."));
    }
    const noted = new Set();
    for (const runs of article.paragraphs) page.append(line(runs, article.statements, noted));
    if (noted.size) page.classList.add("or-has-margin");
    body.replaceChildren(page);
    dialog.querySelector(".or-viewer-back").hidden = !article.found;
  }

  function problem(message) {
    dialog.querySelector("h2").textContent = "The article cannot be shown";
    dialog.querySelector(".or-viewer-place").replaceChildren();
    dialog.querySelector(".or-viewer-back").hidden = true;
    const body = dialog.querySelector(".or-viewer-body");
    body.replaceChildren(make("p", "or-note", message));
  }

  async function load() {
    const { id, start, end } = shown;
    const query = start && end ? `?start=${Number(start)}&end=${Number(end)}` : "";
    try {
      const response = await fetch(`/onrecord/article/${encodeURIComponent(id)}${query}`);
      const shape = await response.json();
      if (response.ok) fill(shape);
      else problem(shape.detail || "The server could not find it.");
    } catch {
      problem("The server does not answer. Is onrecord serve still running?");
    }
  }

  async function open(id, start, end, from) {
    if (!dialog) build();
    cameFrom = from;
    shown = { id, start, end };
    await load();
    if (shown.id !== id || shown.start !== start) return; // another was opened meanwhile
    document.documentElement.classList.add("or-viewing");
    if (!dialog.open) dialog.showModal();
    document.dispatchEvent(new Event("or-viewer"));
    const body = dialog.querySelector(".or-viewer-body");
    body.scrollTop = 0;
    body.focus({ preventScroll: true });
    toQuote(false);
    // The lines that have come into sight now have their true heights.
    requestAnimationFrame(() => requestAnimationFrame(() => dialog.open && toQuote(false)));
  }

  // For the address of the page (static/address.js).
  window.orViewer = {
    open: (id, start, end) => open(id, start, end, null),
    close: () => dialog.close(),
    shown: () => (dialog && dialog.open ? shown : null),
  };

  // Something has been corrected: the same place, as it is now.
  document.addEventListener("or-renewed", async () => {
    if (!dialog || !dialog.open) return;
    const body = dialog.querySelector(".or-viewer-body");
    const top = body.scrollTop;
    await load();
    body.scrollTop = top;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open]");
    if (!button) return;
    const { open: id, start, end } = button.dataset;
    open(id, start, end, button);
  });
})();
