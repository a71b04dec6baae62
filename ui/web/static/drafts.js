// What was typed, and the question that was being answered, outlive a reload and a server that was
// stopped; what is too long to be asked is told while it is typed.
"use strict";

(function () {
  const KEPT = "onrecord-left";
  const box = () => document.querySelector("#or-box textarea");
  const user = () => document.querySelector("[data-user]")?.dataset.user || "";

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) || {};
    } catch {
      return {};
    }
  }
  function write(left) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(left));
    } catch {
      // Without storage it is lost, as it was before.
    }
  }

  const left = read(); // by this browser tab, when it was last here
  let waiting = Boolean(left.typed); // until it can be put back
  let gone = false;

  function leave() {
    const field = box();
    if (!field || gone) return;
    const asked = document.querySelector("#or-now .or-turn[aria-busy=true] .or-question");
    write({
      typed: waiting ? left.typed : field.value,
      unanswered: asked ? asked.textContent : "",
      user: waiting ? left.user : user(),
    });
  }
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".or-signout")) return;
    gone = true; // nothing of it is for whoever signs in next
    write({});
  });

  // What the page tells the server when it has been loaded.
  window.orOpening = () => {
    const { unanswered = "", user: who = "" } = left;
    left.unanswered = "";
    return JSON.stringify({ conversation: window.orConversation(), unanswered, user: who });
  };

  function putBack() {
    const field = box();
    if (!waiting || !field || !document.querySelector("nav[data-current]")) return;
    if (left.user && !user()) return; // who is signed in is not known yet
    waiting = false;
    if (field.value || (left.user || "") !== user()) return;
    field.value = left.typed;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Nothing is cut: nobody would see which part of a pasted text is missing.
  function measure(field, note, most) {
    const length = [...field.value.trim().replace(/\s+/g, " ")].length;
    const long = length > most;
    if (long === note.hidden) note.hidden = !long;
    const text = long
      ? `Too long: ${length.toLocaleString("en")} characters, at most ${most.toLocaleString("en")}. Please shorten it.`
      : "";
    if (note.textContent !== text) note.textContent = text;
    field.toggleAttribute("aria-invalid", long);
  }
  function measureAll() {
    for (const note of document.querySelectorAll(".or-too-long[data-for]")) {
      const field = document.querySelector(note.dataset.for);
      if (field) measure(field, note, Number(note.dataset.most));
    }
  }
  document.addEventListener("input", (event) => {
    const field = event.target;
    const form = field.closest("[data-form]");
    if (form && field.dataset.most) {
      measure(field, form.querySelector(".or-too-long"), Number(field.dataset.most));
    } else measureAll();
  });

  let due = 0;
  new MutationObserver(() => {
    if (!due)
      due = requestAnimationFrame(() => {
        due = 0;
        putBack();
        measureAll(); // a box that the server has emptied sends no event
      });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
