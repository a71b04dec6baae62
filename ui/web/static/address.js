// The address of the page says which view is shown, where it stands, its filters and the article
// that is open, so that it can be reloaded, sent, and walked with Back. Each view says where it
// stands in a hidden element ([data-address]); an address that is to be shown goes to the server.
"use strict";

(function () {
  const ROOTS = {
    chat: "or-chat-row",
    search: "or-search-tab",
    sides: "or-sides-tab",
    contradictions: "or-contradictions-tab",
    speakers: "or-speakers-tab",
    timeline: "or-timeline-tab",
    counts: "or-counts-tab",
    dossiers: "or-dossiers-tab",
    articles: "or-articles",
    evaluation: "or-evaluation-tab",
  };
  const UNFILTERED = ["articles", "evaluation"];
  const PATIENCE = 15000; // ms until an address that is not answered is given up
  const QUIET = 300; // ms in which the parts of a view are drawn one after the other

  let begun = false;
  let asked = null; // the address that the server is to show: view, value, until
  let replace = true;
  let count = 0;

  const parse = (text) => new Map([...new URLSearchParams(text.replace(/^#/, ""))].filter((pair) => pair[1]));
  const text = (place) => new URLSearchParams([...place].sort(([a], [b]) => (b === "view") - (a === "view") || (a < b ? -1 : 1))).toString();
  const bare = (place) => new Map([...place].filter(([name, value]) => name !== "article" && name !== "at" && !(name === "view" && value === "chat")));

  window.orConversation = () => parse(location.hash).get("c") || "";

  function view() {
    const shown = (id) => document.getElementById(id)?.getClientRects().length;
    return Object.keys(ROOTS).find((name) => shown(ROOTS[name])) || "";
  }

  function marks(root) {
    const mark = root && root.querySelector("[data-address]");
    return mark ? [...parse(mark.dataset.address)] : [];
  }

  // What the page shows now; null while that is not known.
  function here() {
    const name = view();
    const list = document.querySelector("nav[data-current]");
    if (!name || !list) return null;
    const place = new Map();
    if (name !== "chat") place.set("view", name);
    else if (list.dataset.current) place.set("c", list.dataset.current);
    if (name !== "chat") for (const [key, value] of marks(document.getElementById(ROOTS[name]))) place.set(key, value);
    if (!UNFILTERED.includes(name)) for (const [key, value] of marks(document.getElementById("or-filter-bar"))) place.set(key, value);
    const article = window.orViewer && window.orViewer.shown();
    if (article) {
      place.set("article", article.id);
      if (article.start && article.end) place.set("at", `${article.start}-${article.end}`);
    }
    return place;
  }

  function settle() {
    const name = view();
    if (name) document.documentElement.dataset.view = name;
    if (!begun) return begin();
    if (asked) return wait();
    const place = here();
    if (!place) return;
    const now = text(place);
    if (now !== text(parse(location.hash))) {
      const address = `${location.pathname}${location.search}${now ? `#${now}` : ""}`;
      history[replace ? "replaceState" : "pushState"](null, "", address);
    }
    replace = false;
  }

  // Until the server has shown what was asked for, what stands on the page is on its way there.
  function wait() {
    const button = document.querySelector(`#or-visit-${asked.view} [data-visited]`);
    const done = button && button.dataset.visited === asked.value;
    if (!done && performance.now() < asked.until) return;
    const mine = asked;
    mine.until = Infinity;
    setTimeout(() => {
      if (asked !== mine) return;
      asked = null;
      replace = true; // what could not be shown is not in the address either
      settle();
    }, QUIET);
  }

  function begin() {
    if (!document.querySelector("nav[data-current]") || !document.querySelector(".or-filters")) return;
    begun = true;
    if (location.hash) go(parse(location.hash));
    else replace = true; // what the server shows by itself (a conversation that goes on) stays
    settle();
  }

  function go(place) {
    const open = window.orViewer && window.orViewer.shown();
    const id = place.get("article");
    const [start, end] = place.has("at") ? place.get("at").split("-") : [];
    if (id && (!open || open.id !== id || open.start !== start || open.end !== end)) window.orViewer.open(id, start, end);
    else if (!id && open) window.orViewer.close();
    const now = here();
    const wanted = bare(place);
    if (now && text(bare(now)) === text(wanted)) return;
    const name = ROOTS[wanted.get("view")] ? wanted.get("view") : "chat";
    const button = document.querySelector(`#or-visit-${name} [data-act=visit]`);
    if (!button) return;
    count += 1;
    const value = `${count} ${text(wanted)}`;
    asked = { view: name, value, until: performance.now() + PATIENCE };
    button.dataset.value = value;
    button.click();
    setTimeout(settle, PATIENCE + QUIET);
  }

  addEventListener("popstate", () => begun && go(parse(location.hash)));
  document.addEventListener("or-viewer", () => begun && settle());
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("#or-tabs .tab-wrapper button")) setTimeout(settle, QUIET);
  });

  let due = 0;
  new MutationObserver(() => {
    if (!due) due = requestAnimationFrame(() => ((due = 0), settle()));
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-visited", "data-address", "data-current"] });
})();
