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
    const close = make("button", "or-viewer-close", "Close");
    close.type = "button";
    close.setAttribute("aria-keyshortcuts", "Escape");
    close.addEventListener("click", () => dialog.close());
    bar.append(titles, back, close);
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
    if (statement.modality !== "certain") said.push(statement.modality);
    if (statement.speaker && !statement.certain) said.push("speaker not certain");
    return said.join(", ");
  }

  function line(runs, statements, noted) {
    const row = make("div", "or-line");
    let above = "";
    const margin = make("div", "or-margin");
    const text = make("p", "");
    for (const run of runs) {
      let node = document.createTextNode(run.text);
      for (const index of run.said) {
        const span = make("span", "or-said");
        span.append(node);
        node = span;
        if (noted.has(index)) continue;
        noted.add(index);
        const statement = statements[index];
        const name = statement.speaker || "Unattributed";
        const more = tags(statement);
        if (name === above && !more) continue; // several statements of one speaker, one note
        const note = make("span", "or-margin-note", name === above ? "" : name);
        above = name;
        if (more) note.append(make("span", "or-margin-more", more));
        if (statement.role) note.title = statement.role;
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

  async function open(id, start, end, from) {
    if (!dialog) build();
    cameFrom = from;
    const query = start && end ? `?start=${Number(start)}&end=${Number(end)}` : "";
    try {
      const response = await fetch(`/onrecord/article/${encodeURIComponent(id)}${query}`);
      const shape = await response.json();
      if (response.ok) fill(shape);
      else problem(shape.detail || "The server could not find it.");
    } catch {
      problem("The server does not answer. Is onrecord serve still running?");
    }
    document.documentElement.classList.add("or-viewing");
    if (!dialog.open) dialog.showModal();
    const body = dialog.querySelector(".or-viewer-body");
    body.scrollTop = 0;
    body.focus({ preventScroll: true });
    toQuote(false);
    // The lines that have come into sight now have their true heights.
    requestAnimationFrame(() => requestAnimationFrame(() => dialog.open && toQuote(false)));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open]");
    if (!button) return;
    const { open: id, start, end } = button.dataset;
    open(id, start, end, button);
  });
})();
