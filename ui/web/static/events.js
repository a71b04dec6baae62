// Keeps answers from getting lost between two of Gradio's event streams.
//
// One stream carries the answers to all events under way; the server ends it with the last of them.
// Where an event begins while that end is still on its way here, Gradio takes the stream for open,
// opens no other, and the answer waits until something else is clicked. So Gradio learns that an
// event has begun only once the stream has spoken of it, or has been closed.
"use strict";

(function () {
  const PATIENCE = 1000; // ms; a stream that says nothing at all is left to Gradio
  const GRACE = 100; // ms that Gradio gets to read the last words of a stream
  const ID = /"event_id":\s*"([^"]+)"/g;
  const plain = window.fetch;
  const open = new Set();
  const spoken = new Set();
  let waiting = [];

  function wake() {
    for (const resolve of waiting.splice(0)) resolve();
  }

  function closed(stream) {
    open.delete(stream);
    if (!open.size) spoken.clear();
    wake();
  }

  async function settled(event) {
    const end = performance.now() + PATIENCE;
    while (open.size && !spoken.has(event) && performance.now() < end) {
      await new Promise((resolve) => {
        waiting.push(resolve);
        setTimeout(resolve, end - performance.now());
      });
    }
  }

  async function listen(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let line = "";
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      line += read.value;
      for (const [, event] of line.matchAll(ID)) spoken.add(event);
      line = line.slice(line.lastIndexOf("\n") + 1);
      wake();
    }
  }

  async function follow(stream) {
    open.add(stream);
    // Gradio aborts the request as soon as it has read that the stream ends.
    stream.signal.addEventListener("abort", () => closed(stream), { once: true });
    const left = () => setTimeout(closed, GRACE, stream);
    try {
      const response = await plain(stream);
      listen(response.clone().body).then(left, left);
      return response;
    } catch (error) {
      closed(stream);
      throw error;
    }
  }

  window.fetch = async (what, options) => {
    const request = what instanceof Request;
    const { pathname } = new URL(request ? what.url : what, location.href);
    if (request && pathname.endsWith("/queue/data")) return follow(what);
    const response = await plain(what, options);
    if (open.size && response.ok && pathname.endsWith("/queue/join")) {
      await settled((await response.clone().json()).event_id);
    }
    return response;
  };
})();
