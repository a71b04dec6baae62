// "Pin": a dialog that keeps a quotation in a dossier, with a label and a note, or changes these.
"use strict";

(function () {
  const { make, framed, show, tell, done, asked, sent } = window.orDialog;
  const LAST = "onrecord-dossier";
  let dialog = null;
  let place = null;
  const field = (name) => dialog.querySelector(`[name=or-pin-${name}]`);

  function stored() {
    try {
      return localStorage.getItem(LAST) || "";
    } catch {
      return "";
    }
  }
  function store(name) {
    try {
      localStorage.setItem(LAST, name);
    } catch {
      return; // the name is only a convenience
    }
  }

  function row(label, name, tag, properties) {
    const input = make(tag, { name: `or-pin-${name}`, dir: "auto", autocomplete: "off", className: "or-pin-field", ...properties });
    if (tag === "input") input.setAttribute("list", `or-pin-${name}-names`);
    return make("label", { className: "or-pin-row" }, label, input, make("datalist", { id: `or-pin-${name}-names` }));
  }

  function build() {
    const form = make(
      "form",
      { noValidate: true },
      row("Dossier", "dossier", "input", { type: "text", maxLength: 80 }),
      row("Label", "label", "input", { type: "text", maxLength: 80, placeholder: "Optional" }),
      row("Note", "note", "textarea", { rows: 3, maxLength: 1000, placeholder: "Optional" }),
      make("button", { type: "submit", className: "or-button or-strong", textContent: "Pin" }),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save();
    });
    const words = make("p", { className: "or-fix-words", dir: "auto" });
    dialog = framed("pinning", "Pin this quotation", words, form, done());
  }

  function names(name, values) {
    dialog.querySelector(`#or-pin-${name}-names`).replaceChildren(...values.map((value) => make("option", { value })));
  }

  async function save() {
    const body = { ...place };
    for (const name of ["dossier", "label", "note"]) body[name] = field(name).value;
    if (!body.dossier.trim()) {
      tell(dialog, "Give the dossier a name.", true);
      return field("dossier").focus();
    }
    const shape = await sent(dialog, "/onrecord/pins", body);
    if (!shape) return;
    store(body.dossier);
    tell(dialog, shape.told);
    if (document.querySelector("#or-dossiers-tab")?.getClientRects().length) {
      document.querySelector("#or-renew")?.click();
      dialog.close();
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("[data-pin]");
    if (!button) return;
    if (!dialog) build();
    const { pin, start, end, dossier, label, note } = button.dataset;
    place = { article: pin, start: Number(start), end: Number(end) };
    tell(dialog, "");
    dialog.querySelector(".or-fix-words").textContent = "";
    field("label").value = label || "";
    field("note").value = note || "";
    field("dossier").value = dossier || "";
    field("dossier").readOnly = Boolean(dossier);
    const editing = Boolean(dossier);
    dialog.querySelector("h2").textContent = editing ? "Note and label" : "Pin this quotation";
    dialog.querySelector("[type=submit]").textContent = editing ? "Save" : "Pin";
    show(dialog, button);
    const shape = await asked(dialog, `/onrecord/pins?${new URLSearchParams(place)}`);
    if (!shape) return;
    dialog.querySelector(".or-fix-words").textContent = shape.words;
    names("dossier", shape.dossiers);
    names("label", shape.labels);
    if (!editing && !field("dossier").value) {
      const last = stored();
      field("dossier").value = shape.dossiers.includes(last) ? last : shape.dossiers[0] || "";
    }
    (field("dossier").value ? field("note") : field("dossier")).focus();
  });
})();
