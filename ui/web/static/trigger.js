element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ATTRIBUTE]");
  if (!button || !element.contains(button)) return;
  trigger("EVENT", { value: button.getAttribute("data-ATTRIBUTE") });
});
