/* 年报问答：在网页上放一个问答按钮。用法见 docs/widget.md。 */
(() => {
  "use strict";
  const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
  if (!script || !script.src) return;
  const MARK = Symbol.for("nianbao.widget");
  if (window[MARK]) {
    window[MARK](); // a second tag, or the same one run again by the page: still one button
    return;
  }
  const base = new URL(".", script.src);
  const said = { ...script.dataset };
  const warn = (text) => console.warn(`年报问答（widget.js）：${text}`);

  // --- what the tag says, and nothing that is not what it should be -------------------------------------------
  const text = (value, most) => (value || "").trim().slice(0, most);
  const title = text(said.title, 30) || "年报问答";
  const greeting = text(said.greeting, 100);
  const left = said.position === "left";
  if (said.position && !["left", "right"].includes(said.position)) warn("data-position 只能是 left 或 right。");

  function offset(name) {
    if (said[name] === undefined) return 24;
    if (/^\d{1,3}$/.test(said[name])) return Number(said[name]);
    warn(`${name === "offsetX" ? "data-offset-x" : "data-offset-y"} 应当是 0 到 999 的整数，单位是像素。`);
    return 24;
  }

  function colour() {
    const given = text(said.color, 20);
    if (/^#([\da-f]{3}|[\da-f]{6})$/i.test(given)) return given;
    if (given) warn("data-color 应当写成 #1a4f8f 或 #14f 这样，现在用默认的蓝色。");
    return "#1a4f8f";
  }

  // White or black, whichever is told better from the colour: one of the two always has a contrast of 4.5.
  function inkOn(hex) {
    const full = hex.length === 4 ? hex.replace(/[\da-f]/gi, "$&$&") : hex;
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(full.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
  }

  // --- the button and the panel, out of reach of the page's styles ----------------------------------------------
  const [x, y, side, paint] = [offset("offsetX"), offset("offsetY"), left ? "left" : "right", colour()];
  // Where the panel covers the page.
  const SMALL = "(max-width: 640px), (max-height: 480px)";
  // What is important in here is more so than what is important out there.
  const STYLE = `
:host { all: initial !important; display: block !important; position: fixed !important; z-index: 2147483000 !important;
  inset: auto !important; bottom: 0 !important; ${side}: 0 !important; width: 0 !important; height: 0 !important;
  visibility: visible !important; opacity: 1 !important; pointer-events: auto !important; }
@media print { :host { display: none !important; } }
* { box-sizing: border-box; font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; }
[hidden] { display: none !important; }
button { margin: 0; padding: 0; border: 0; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 3px solid #2f7fe0; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
.ball { position: fixed; bottom: ${y}px; ${side}: ${x}px; width: 60px; height: 60px; border-radius: 50%; background: ${paint};
  color: ${inkOn(paint)}; box-shadow: 0 0 0 1px rgb(255 255 255 / 60%), 0 4px 16px rgb(0 0 0 / 30%); }
.ball svg { display: block; width: 30px; height: 30px; margin: auto; }
.hint { position: fixed; bottom: ${y + 72}px; ${side}: ${x}px; display: flex; max-width: min(300px, calc(100vw - ${x + 16}px));
  border: 1px solid #aebfd3; border-radius: 12px; background: #fff; color: #1c2733; box-shadow: 0 4px 16px rgb(0 0 0 / 20%); }
.hint button { padding: 10px 14px; border-radius: 12px; background: none; color: inherit; text-align: start; }
.hint .x { flex: none; min-width: 40px; padding: 10px 0; color: #52606d; }
.panel { position: fixed; inset: auto; bottom: ${y + 76}px; ${side}: ${x}px; display: flex; flex-direction: column; overflow: hidden;
  margin: 0; padding: 0; width: 420px; height: 680px; max-width: calc(100vw - ${2 * x}px); max-height: calc(100vh - ${y + 92}px);
  border: 1px solid #8a97a6; border-radius: 12px; background: #fff; color: #1c2733; box-shadow: 0 8px 40px rgb(0 0 0 / 30%);
  animation: rise 0.18s ease-out; }
.panel:not([open]) { display: none; }
.head { flex: none; display: flex; align-items: center; gap: 8px; padding: 6px 8px 6px 16px; background: ${paint}; color: ${inkOn(paint)}; }
.head h2 { flex: 1; margin: 0; overflow: hidden; font-weight: 700; text-overflow: ellipsis; white-space: nowrap; }
.head button { min-width: 44px; min-height: 44px; padding: 0 10px; border-radius: 8px; background: none; color: inherit; }
iframe { flex: 1; display: block; width: 100%; min-height: 0; border: 0; background: #fff; }
.wrong { margin: 0; padding: 12px 16px; border-bottom: 1px solid #c77700; background: #fff7e6; color: #7a4b00; }
.wrong a { color: inherit; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
@media ${SMALL} {
  .panel { inset: 0; width: 100%; height: 100%; max-width: none; max-height: none; border: 0; border-radius: 0; }
  .panel[open] ~ .ball { display: none; } }
@media (prefers-color-scheme: dark) {
  .panel, iframe, .hint { background: #18202a; color: #e4e9ef; } .hint .x { color: #a9b5c2; } }
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
@media (forced-colors: active) { .ball, .head { border: 1px solid ButtonText; } }`;

  const host = document.createElement("nianbao-widget");
  const root = host.attachShadow({ mode: "open" });

  function dress() {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch (old) {
      // Browsers from before 2023 take a style element, with the nonce of the script where the page wants one.
      const style = make("style", { textContent: STYLE });
      if (script.nonce) style.nonce = script.nonce;
      root.append(style);
    }
  }

  function make(name, properties = {}, attributes = {}) {
    const element = Object.assign(document.createElement(name), properties);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function drawn(path) {
    const SVG = "http://www.w3.org/2000/svg";
    const [svg, line] = ["svg", "path"].map((name) => document.createElementNS(SVG, name));
    const look = { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": 2, "aria-hidden": true };
    for (const [key, value] of Object.entries(look)) svg.setAttribute(key, value);
    for (const [key, value] of [["stroke-linecap", "round"], ["stroke-linejoin", "round"], ["d", path]]) line.setAttribute(key, value);
    svg.append(line);
    return svg;
  }

  const ball = make("button", { type: "button", className: "ball" },
    { "aria-label": title, "aria-expanded": "false", "aria-controls": "panel", "aria-haspopup": "dialog" });
  ball.append(drawn("M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5"));
  const panel = make("dialog", { className: "panel", id: "panel" }, { "aria-labelledby": "title" });
  const close = make("button", { type: "button", textContent: "关闭" });
  const head = make("div", { className: "head" });
  head.append(make("h2", { id: "title", textContent: title }), close);
  panel.append(head);

  const hint = make("div", { className: "hint", hidden: !greeting });
  const hintText = make("button", { type: "button", textContent: greeting });
  const hintAway = make("button", { type: "button", className: "x", textContent: "×" }, { "aria-label": "关闭提示" });
  hint.append(hintText, hintAway);

  // --- the frame: loaded when it is first opened ---------------------------------------------------------------
  let frame = null;
  let ready = false;
  let waiting = []; // what is to be said to the frame once it listens
  let late = 0;
  let keep = { body: text(said.body, 100), region: text(said.region, 100) };
  if (keep.body && keep.region) warn("data-body 和 data-region 同时写了，只按 data-body。");

  const whole = () => new URL("./", base).href;
  const tell = (message) => (ready ? frame.contentWindow.postMessage(message, base.origin) : waiting.push(message));
  const out = (type, more) => window.dispatchEvent(new CustomEvent("nianbao", { detail: { type, ...more } }));

  function frameAddress(question) {
    const address = new URL("embed", base);
    address.searchParams.set("site", window.location.origin);
    const kind = keep.body ? "body" : "region";
    if (keep[kind]) address.searchParams.set(kind, keep[kind]);
    if (question) address.searchParams.set("q", question);
    return address.href;
  }

  function load(question) {
    ready = false;
    if (frame) frame.remove();
    complain("");
    frame = make("iframe", { title, src: frameAddress(question) },
      { allow: "clipboard-write", referrerpolicy: "strict-origin-when-cross-origin" });
    panel.append(frame);
    clearTimeout(late);
    late = setTimeout(() => complain("问答窗口没有打开：可能是网络不通，或者本网站还没有获准嵌入。"), 20000);
  }

  function complain(words) {
    const old = root.querySelector(".wrong");
    if (old) old.remove();
    if (!words) return;
    warn(words);
    const said = make("p", { className: "wrong", textContent: words }, { role: "alert" });
    said.append(make("a", { href: whole(), target: "_blank", rel: "noopener", textContent: "在新窗口打开" }));
    head.after(said);
  }

  const isOpen = () => panel.hasAttribute("open");
  const small = window.matchMedia(SMALL);

  // Beside the page the panel leaves the focus where it is; over the page it holds it: nobody walks about behind it.
  function lay() {
    if (small.matches && panel.showModal) panel.showModal();
    else panel.setAttribute("open", "");
  }

  function open(focus = true) {
    if (!isOpen()) {
      lay();
      hint.hidden = true;
      ball.setAttribute("aria-expanded", "true");
      if (!frame) load(text(said.question, 500));
      out("opened");
    }
    if (!focus) return;
    frame.focus();
    tell({ nianbao: "focus" });
  }

  const fold = () => (panel.close ? panel.close() : panel.removeAttribute("open"));

  function shut() {
    if (!isOpen()) return;
    fold();
    ball.setAttribute("aria-expanded", "false");
    ball.focus();
    out("closed");
  }

  ball.addEventListener("click", () => (isOpen() ? shut() : open()));
  hintText.addEventListener("click", () => open());
  hintAway.addEventListener("click", () => {
    hint.hidden = true;
    ball.focus();
  });
  close.addEventListener("click", shut);
  // Escape, or a phone's gesture of going back.
  panel.addEventListener("cancel", (event) => {
    event.preventDefault();
    shut();
  });
  // A phone that is turned may have room for the page again, or none any more.
  if (small.addEventListener) small.addEventListener("change", () => isOpen() && (fold(), lay()));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (isOpen()) shut();
    else hint.hidden = true;
  });

  // --- messages: of the page to its own window, and of the frame ------------------------------------------------
  const FROM_FRAME = {
    ready({ known, name }) {
      clearTimeout(late);
      complain("");
      ready = true;
      if (known === false) warn(`没有收录“${name}”的年报，或者这个名称不止指一个单位。请检查 data-body 或 data-region。`);
      waiting.splice(0).forEach(tell);
      out("ready");
    },
    answered: ({ outcome }) => out("answered", { outcome: String(outcome) }),
    close: shut,
  };
  const FROM_PAGE = {
    open: () => open(),
    close: shut,
    ask({ question }) {
      const asked = text(String(question || ""), 500);
      if (!asked) return warn("ask 要带 question。");
      said.question = frame ? "" : asked;
      const first = !frame;
      open();
      return first ? undefined : tell({ nianbao: "ask", question: asked });
    },
    keep({ body, region }) {
      keep = { body: text(String(body || ""), 100), region: text(String(region || ""), 100) };
      if (frame) load("");
    },
  };
  window.addEventListener("message", (event) => {
    const data = event.data;
    if (!data || typeof data !== "object" || typeof data.nianbao !== "string") return;
    const ofFrame = frame && event.source === frame.contentWindow && event.origin === base.origin;
    const ofPage = event.source === window && event.origin === window.location.origin;
    const table = ofFrame ? FROM_FRAME : ofPage ? FROM_PAGE : {};
    if (Object.hasOwn ? Object.hasOwn(table, data.nianbao) : table[data.nianbao]) table[data.nianbao](data);
    else if (ofPage) warn(`没有“${data.nianbao}”这个消息，可以用的是 open、close、ask、keep。`);
  });

  // --- onto the page, and again where the page's own script has put another body in place -----------------------
  let seen = null;
  const watcher = new MutationObserver(() => attach());
  function attach() {
    if (!document.body) return;
    if (!host.isConnected) {
      document.body.append(host);
      if (isOpen()) fold(), lay();
    }
    if (seen !== document.body) watcher.observe((seen = document.body), { childList: true });
  }
  window[MARK] = attach;

  function begin() {
    dress();
    root.append(panel, hint, ball);
    attach();
    watcher.observe(document.documentElement, { childList: true });
    if (said.open === "true") open(false);
  }
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
