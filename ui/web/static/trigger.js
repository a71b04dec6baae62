// Runs once for each of our HTML components: a click on [data-act] inside it becomes its event, and
// so does a changed field with [data-change].
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button || !element.contains(button) || button.hasAttribute("data-unsure")) return;
  const form = button.closest("[data-form]");
  const field = form ? form.querySelector("[data-field]") : null;
  if (field && field.dataset.most && field.value.length > Number(field.dataset.most)) return; // drafts.js says why
  const value = { act: button.dataset.act, value: button.dataset.value || "" };
  if (field) value.text = field.value;
  trigger("select", { value });
});
element.addEventListener("change", (event) => {
  const field = event.target.closest("[data-change]");
  if (!field || !element.contains(field)) return;
  const value = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
  trigger("select", { value: { act: field.dataset.change, value } });
});
