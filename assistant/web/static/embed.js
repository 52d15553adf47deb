// In the frame of another site: shows with every request what lets the frame in, keeps that fresh, and speaks with the
// script of the site's page (widget.js), which alone it listens to.
(() => {
  "use strict";
  const own = JSON.parse(document.querySelector('meta[name="nianbao-embed"]').content);
  const HEADER = "X-Nianbao-Widget";
  let token = own.token;
  let got = Date.now();
  document.documentElement.classList.add("embedded");

  const plainFetch = window.fetch.bind(window);
  window.fetch = (input, init = {}) => {
    const asked = input instanceof Request ? input : null;
    if (new URL(asked ? asked.url : input, document.baseURI).origin !== window.location.origin) {
      return plainFetch(input, init);
    }
    const headers = new Headers(init.headers || asked?.headers);
    headers.set(HEADER, token);
    return plainFetch(input, { ...init, headers });
  };

  // --- a fresh token, while the page is in sight ------------------------------------------------------
  async function renew() {
    const answer = await plainFetch(own.renewal, { method: "POST", headers: { [HEADER]: token } });
    if (answer.ok) {
      token = (await answer.json()).token;
      got = Date.now();
    } else if (answer.status === 403) expired();
  }

  // A machine that slept keeps no time, so the clock is asked often rather than once.
  function keepFresh() {
    const age = (Date.now() - got) / 1000;
    if (age > own.expires) expired();
    else if (age > own.renew && !document.hidden) renew().catch(() => {}); // no connection: tried again
  }
  setInterval(keepFresh, 15000);
  document.addEventListener("visibilitychange", keepFresh);
  window.addEventListener("focus", keepFresh);

  function expired() {
    if (document.getElementById("expired")) return;
    const said = Object.assign(document.createElement("div"), { id: "expired" });
    const again = Object.assign(document.createElement("button"), { type: "button", textContent: own.reload });
    said.setAttribute("role", "alert");
    said.append(Object.assign(document.createElement("p"), { textContent: own.expired }), again);
    again.addEventListener("click", () => window.location.reload());
    document.body.append(said);
  }

  // --- the script of the site's page ----------------------------------------------------------------
  // The box takes the focus when the site's page gives it, and never by itself; browsers complain of frames that try.
  for (const part of window.gradio_config?.components || []) if (part.props?.autofocus) part.props.autofocus = false;

  const tell = (kind, more) => window.parent.postMessage({ nianbao: kind, ...more }, own.site);

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== own.site) return;
    const { nianbao, question } = event.data || {};
    if (nianbao === "ask" && typeof question === "string") window.nianbao?.ask(question);
    if (nianbao === "focus") focusBox(20);
  });

  // Gradio builds the page after it is loaded.
  function focusBox(tries) {
    const box = document.querySelector("#question textarea, #question input");
    if (box) box.focus();
    else if (tries) setTimeout(() => focusBox(tries - 1), 100);
  }

  document.addEventListener("nianbao:answered", (event) => tell("answered", { outcome: event.detail.outcome }));
  // Escape closes what is open in here, one thing after the other, and the window when nothing is. Looked at before
  // anything hears of the key, told when all have: by then it may be closed.
  const OPEN = ".source-open, dialog[open], [data-display][open]";
  const AROUND = ".change[open], form.opinion";
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || document.querySelector(OPEN) || event.target.closest?.(AROUND)) return;
    setTimeout(() => event.defaultPrevented || tell("close"));
  }, true);

  document.addEventListener("DOMContentLoaded", () => tell("ready", { known: own.known, name: own.name }));
})();
