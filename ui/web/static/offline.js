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

  function reloading(label) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => location.reload());
    return button;
  }

  async function look() {
    let answers = false;
    let stranger = false;
    // Only those who have signed in get the second file.
    const file = document.querySelector(".or-signout") ? "/onrecord/icon.svg" : "/healthz";
    try {
      const stop = AbortSignal.timeout(5000);
      const response = await fetch(file, { cache: "no-store", signal: stop });
      answers = response.ok;
      stranger = response.status === 401;
    } catch {
      answers = false;
    }
    if (stranger) {
      down = true;
      tell("You are no longer signed in.", reloading("Sign in again"));
    } else if (!answers) {
      down = true;
      tell("On Record does not answer. Is “onrecord serve” still running? Trying again…");
    } else if (down) {
      down = false;
      tell("On Record answers again.", reloading("Reload the page"));
    }
    clearTimeout(timer);
    timer = setTimeout(look, down ? ANXIOUS : CALM);
  }
  timer = setTimeout(look, CALM);
  addEventListener("offline", () => !down && look());
})();
