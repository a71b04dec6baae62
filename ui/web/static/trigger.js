// Runs once for each of our HTML components: a click on [data-act] inside it becomes its event.
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
