// Says so when the server does not answer, and when it is back.
"use strict";

(function () {
  const CALM = 20000;
  const ANXIOUS = 2000;
  let bar = null;
  let down = false;
  let timer = 0;

  function tell(text, button) {
    if (!bar) {
      bar = document.createElement("div");
      bar.className = "or-offline";
      bar.setAttribute("role", "alert");
      document.body.append(bar);
    }
    bar.replaceChildren(document.createTextNode(text));
    bar.classList.toggle("or-back", Boolean(button));
    if (button) bar.append(" ", button);
  }

  async function look() {
    let answers = false;
    try {
      const stop = AbortSignal.timeout(5000);
      answers = (await fetch("/healthz", { cache: "no-store", signal: stop })).ok;
    } catch {
      answers = false;
    }
    if (!answers) {
      down = true;
      tell("On Record does not answer. Is “onrecord serve” still running? Trying again…");
    } else if (down) {
      down = false;
      const reload = document.createElement("button");
      reload.type = "button";
      reload.textContent = "Reload the page";
      reload.addEventListener("click", () => location.reload());
      tell("On Record answers again.", reload);
    }
    clearTimeout(timer);
    timer = setTimeout(look, down ? ANXIOUS : CALM);
  }
  timer = setTimeout(look, CALM);
  addEventListener("offline", () => !down && look());
})();
