// "Fix": a dialog that corrects who says a quotation, or that it is no statement, and undoes that.
// Every text is set as text (never as HTML). What it changes is drawn anew everywhere (renew).
"use strict";

(function () {
  const WRONG = [
    ["speaker", "Wrong speaker", "Who says this?", true],
    ["nobody", "It is not known who says this"],
    ["no statement", "Not a statement: nobody says this"],
    ["role", "Wrong role", "The right role (empty: none)"],
    ["same", "The same person as somebody else", "The other name", true],
    ["apart", "A different person in this article"],
    ["different", "A different person: never the same as…", "The name of the other person", true],
  ];
  const { make, framed, show, done, asked, sent } = window.orDialog;

  let dialog = null;
  let place = null;
  const part = (name) => dialog.querySelector(`.or-fix-${name}`);

  function choice([what, label, hint, names], index) {
    const radio = make("input", { type: "radio", name: "or-fix-what", value: what });
    const row = make("div", { className: "or-fix-choice" }, make("label", {}, radio, label));
    if (!hint) return row;
    const field = make("input", { type: "text", className: "or-fix-field", hidden: true, autocomplete: "off", dir: "auto", maxLength: 1000 });
    field.setAttribute("aria-label", hint);
    field.placeholder = hint;
    if (names) field.setAttribute("list", "or-fix-names");
    row.append(field);
    return row;
  }

  function build() {
    const form = make(
      "form",
      { className: "or-fix-form", noValidate: true },
      make("fieldset", {}, make("legend", { textContent: "What is wrong?" }), ...WRONG.map(choice)),
      make("button", { type: "submit", className: "or-button or-strong", textContent: "Correct" }),
    );
    form.addEventListener("change", () => chosen(true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save();
    });
    const every = make("details", { className: "or-fix-every" }, make("summary", { className: "link" }), make("ul", { className: "or-lines" }));
    const file = make("a", { className: "link", href: "/onrecord/corrections.jsonl", download: "", textContent: "Save all corrections as a file" });
    every.append(make("p", {}, file));
    dialog = framed(
      "fixing",
      "Fix this quotation",
      make("p", { className: "or-fix-words", dir: "auto" }),
      make("p", { className: "or-fix-now", dir: "auto" }),
      form,
      done(),
      make("ul", { className: "or-lines or-fix-here" }),
      every,
      make("datalist", { id: "or-fix-names" }),
    );
  }

  function chosen(focus) {
    for (const row of dialog.querySelectorAll(".or-fix-choice")) {
      const field = row.querySelector(".or-fix-field");
      if (!field) continue;
      field.hidden = !row.querySelector("input[type=radio]").checked;
      if (!field.hidden && focus) field.focus();
    }
  }

  function line(correction) {
    const undo = make("button", { type: "button", className: "link", textContent: "Undo" });
    undo.setAttribute("aria-label", `Undo: ${correction.told}`);
    undo.addEventListener("click", () => send({ undo: correction.number }));
    return make("li", { dir: "auto" }, correction.told, " ", undo);
  }

  function fill(shape) {
    const { statement, corrections } = shape;
    part("words").textContent = statement ? statement.words : shape.words;
    part("now").textContent = !statement
      ? "These stand as the article's own words: nobody is found to state them."
      : statement.speaker
        ? `So far: ${statement.speaker}${statement.role ? `, ${statement.role}` : ""}${statement.certain ? "" : " (speaker unclear)"}`
        : "So far: nobody is known to say this.";
    part("form").hidden = !statement;
    for (const radio of dialog.querySelectorAll("input[type=radio]")) {
      const nobody = ["role", "same", "apart", "different"].includes(radio.value) && !(statement && statement.speaker);
      radio.disabled = nobody;
      radio.checked = false;
    }
    for (const field of dialog.querySelectorAll(".or-fix-field")) field.value = "";
    chosen(false);
    const names = shape.names.map((value) => make("option", { value }));
    dialog.querySelector("datalist").replaceChildren(...names);
    part("here").replaceChildren(...corrections.filter((c) => c.here).map(line));
    part("every").hidden = !corrections.length;
    part("every").querySelector("summary").textContent = `All corrections (${corrections.length})`;
    part("every").querySelector("ul").replaceChildren(...corrections.map(line));
  }

  const tell = (text, wrong = false) => window.orDialog.tell(dialog, text, wrong);

  async function load() {
    const query = new URLSearchParams({ article: place.article, start: place.start, end: place.end });
    const shape = await asked(dialog, `/onrecord/fix?${query}`);
    if (shape) fill(shape);
    return shape;
  }

  async function send(body) {
    const answer = await sent(dialog, "/onrecord/fix", body);
    if (!answer) return;
    await load();
    tell(answer.changed && !body.undo ? `Corrected: ${answer.told}` : answer.told);
    if (answer.changed) renew();
    part("done").setAttribute("tabindex", "-1");
    part("done").focus();
  }

  function save() {
    const row = [...dialog.querySelectorAll(".or-fix-choice")].find((r) => r.querySelector("input[type=radio]:checked"));
    if (!row) return tell("Choose what is wrong.", true);
    const field = row.querySelector(".or-fix-field");
    send({ ...place, what: row.querySelector("input[type=radio]").value, text: field ? field.value : "" });
  }

  // Every view is drawn anew, the article that is open as well.
  function renew() {
    document.querySelector("#or-renew")?.click();
    document.dispatchEvent(new Event("or-renewed"));
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("[data-fix]");
    if (!button) return;
    if (!dialog) build();
    place = { article: button.dataset.fix, start: Number(button.dataset.start), end: Number(button.dataset.end) };
    tell("");
    part("form").hidden = true;
    for (const name of ["words", "now"]) part(name).textContent = "";
    part("here").replaceChildren();
    Object.assign(part("every"), { hidden: true, open: false });
    show(dialog, button);
    if (await load()) dialog.querySelector("input[type=radio]:not(:disabled)")?.focus();
  });
})();
