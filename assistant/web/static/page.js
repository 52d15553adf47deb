// What the page does in the browser: it passes clicks on, moves the focus, and decides nothing.
(() => {
  "use strict";
  // Gradio writes its own texts in the browser's language; this page is Chinese for everyone.
  Object.defineProperty(navigator, "language", { get: () => "zh-CN" });

  const phone = () => window.matchMedia("(max-width: 900px)").matches;
  const plainClick = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);

  function say(text) {
    const region = document.getElementById("announcement");
    if (region) region.textContent = text;
  }

  function showLatest(element) {
    const turns = element.querySelectorAll(".turn");
    const turn = turns[turns.length - 1];
    if (!turn) return;
    turn.scrollIntoView({ block: "start" });
    const answer = turn.querySelector("[data-said]");
    if (!answer) return;
    say(answer.dataset.said);
    // On a touch screen the keyboard would cover the answer.
    if (window.matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
  }

  // How the newest question ended, for a page that holds this one in a frame (embed.js); nothing of what was asked.
  function told(element) {
    const answers = element.querySelectorAll(".turn .answer");
    if (!answers.length || element.querySelector(".waiting")) return;
    const outcome = answers[answers.length - 1].querySelector("[data-outcome]")?.dataset.outcome || "failed";
    document.dispatchEvent(new CustomEvent("nianbao:answered", { detail: { outcome } }));
  }

  const questionBox = () => document.querySelector("#question textarea, #question input");

  // The box may come later than the conversation.
  function writeInBox(text) {
    const box = questionBox();
    if (!box) {
      setTimeout(() => writeInBox(text), 100);
      return;
    }
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The question under way, how often it was sent, and whether it was given up. Gradio loads the page anew when the
  // connection was lost, so this outlives the page, and the question is sent once more.
  const PENDING = "nianbao-pending";
  const MOST_SENDINGS = 2;
  let pending = JSON.parse(inTab((kept) => kept.getItem(PENDING)) || "null");

  function keepPending(value) {
    pending = value;
    inTab((kept) => (value ? kept.setItem(PENDING, JSON.stringify(value)) : kept.removeItem(PENDING)));
  }

  if (pending?.lost) keepPending(null); // said on the page before this one

  // A browser may refuse a page in a frame to keep anything.
  function inTab(use) {
    try {
      return use(window.sessionStorage);
    } catch {
      return null;
    }
  }

  // The question as asked, until the server's own view of the conversation takes its place.
  function show(question) {
    const turns = document.querySelector("#conversation .turns");
    if (!turns || turns.querySelector(".waiting")) return;
    const turn = document.getElementById("waiting-turn").content.firstElementChild.cloneNode(true);
    turn.querySelector(".question").append(question);
    turns.append(turn);
    turn.scrollIntoView({ block: "start" });
  }

  function waiting(question) {
    const text = (question || "").trim().replace(/\s+/g, " ");
    if (!text) return;
    keepPending({ question: text, sent: pending?.question === text ? pending.sent + 1 : 1 });
    show(text);
  }

  // What stands in the box, which may be newer than what Gradio knows of it. The box is emptied at once, not with the
  // answer: that may come while the next question is being written.
  function typed(known) {
    const question = questionBox()?.value || known || "";
    writeInBox("");
    waiting(question);
    return question;
  }

  // Says in its place that the question under way was lost, and puts it back into the box.
  function lost() {
    const status = document.querySelector("#conversation .waiting");
    if (!status || !pending) return;
    status.textContent = status.dataset.lost;
    status.className = "trouble";
    keepPending({ ...pending, lost: true });
    if (!questionBox()?.value) writeInBox(pending.question);
    say(status.dataset.lost);
  }

  // What the page is to begin with: the question whose answer was lost, that of its address (?q=…), or the conversation
  // that went on here before. A page loaded anew goes on with its conversation, and asks nothing twice.
  const history = window.nianbaoHistory;
  const again = ["reload", "back_forward"].includes(window.performance.getEntriesByType("navigation")[0]?.type);
  const asked = new URLSearchParams(window.location.search).get("q");
  if (asked && !pending && !(again && history.before().length)) history.fresh();
  const restoring = (on) => document.documentElement.classList.toggle("restoring", on);
  restoring(!asked && history.before().length > 0);

  let begun = false;
  function begin(trigger) {
    if (begun) return;
    begun = true;
    const question = pending?.question || (history.before().length ? "" : asked);
    if (!question) restore(trigger);
    else if ((pending?.sent ?? 0) < MOST_SENDINGS) choose(question, trigger);
    else {
      restoring(false);
      show(question);
      lost();
    }
  }

  // Builds the conversation again from its questions. Where that fails Gradio may load the page anew: not for ever.
  const RESTORING = "nianbao-restoring";
  function restore(trigger) {
    const before = history.takenUp();
    if (!before.length) return;
    const tried = Number(inTab((kept) => kept.getItem(RESTORING)) || 0);
    if (tried >= MOST_SENDINGS) {
      notRestored();
      return;
    }
    inTab((kept) => kept.setItem(RESTORING, String(tried + 1)));
    trigger("restore", { before });
  }

  function notRestored() {
    restoring(false);
    const region = document.getElementById("announcement");
    say(region.dataset.notRestored);
    const turns = document.querySelector("#conversation .turns");
    notice = turns && !turns.querySelector(".turn") ? region.dataset.notRestored : "";
    writeNotice();
  }

  // Above the welcome, once, also of a welcome that comes after it.
  let notice = "";
  function writeNotice() {
    const welcome = document.querySelector("#welcome .welcome");
    if (!notice || !welcome || welcome.querySelector(".warning")) return;
    const written = document.createElement("p");
    written.className = "warning";
    written.textContent = notice;
    welcome.prepend(written);
  }

  // What is done once no answer is under way.
  let afterAnswer = null;
  const idle = () => !document.querySelector("#conversation .waiting:not(.trouble)");
  function whenIdle(use) {
    if (idle()) use();
    else afterAnswer = use;
  }

  function fresh() {
    notice = "";
    history.fresh();
    keepPending(null);
  }

  function conversation(element, trigger, watch, props) {
    element.addEventListener("click", (event) => {
      const cite = event.target.closest("a.cite");
      const choice = event.target.closest("[data-ask]");
      if (cite && plainClick(event)) {
        event.preventDefault();
        element.querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
        cite.setAttribute("aria-current", "true");
        trigger("cite", { turn: Number(cite.dataset.turn), number: Number(cite.dataset.number) });
      } else if (choice) {
        choose(choice.dataset.ask, trigger);
      }
    });
    // A menu of the reading: all of it in sight when it opens, closed again by Escape.
    element.addEventListener(
      "toggle",
      (event) => event.target.open && event.target.querySelector(".others")?.scrollIntoView({ block: "nearest" }),
      true,
    );
    element.addEventListener("keydown", (event) => {
      const menu = event.key === "Escape" && event.target.closest?.(".change[open]");
      if (!menu) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    window.nianbao.tools(element, trigger);
    watch("value", () => {
      window.nianbao.arrive(element, props.value, trigger);
      const refused = element.querySelector(".turn:last-child[data-again] .question");
      if (refused && !questionBox()?.value) writeInBox(refused.lastChild.textContent);
      if (element.querySelector(".turn") && !element.querySelector(".waiting")) keepPending(null);
      restoring(false);
      notice = "";
      inTab((kept) => kept.removeItem(RESTORING));
      history.seen(element);
      showLatest(element);
      told(element);
      if (afterAnswer && idle()) afterAnswer = void afterAnswer();
    });
    history.opens((take) =>
      whenIdle(() => {
        take();
        inTab((kept) => kept.removeItem(RESTORING));
        restore(trigger);
      }),
    );
    ask = (question) => choose(question, trigger);
    setTimeout(() => begin(trigger));
  }

  // Asks a question that was not typed; the conversation says how.
  let ask = () => {};

  function welcome(element, watch) {
    watch("value", writeNotice);
    element.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-ask]");
      if (choice) ask(choice.dataset.ask);
    });
  }

  function choose(question, trigger) {
    waiting(question);
    trigger("choose", { question, before: history.before() });
  }

  function close(element) {
    document.documentElement.classList.remove("source-open");
    const cite = document.querySelector("#conversation a.cite[aria-current]");
    if (cite) cite.focus();
    else questionBox()?.focus();
  }

  function open(element) {
    if (!element.querySelector("[data-opened]")) {
      document.documentElement.classList.remove("source-open");
      return;
    }
    document.documentElement.classList.add("source-open");
    element.scrollTop = 0;
    element.querySelector("h2")?.focus({ preventScroll: true });
    const mark = element.querySelector("mark");
    const frame = mark?.closest(".scrolling");
    if (frame) {
      const [inner, outer] = [mark.getBoundingClientRect(), frame.getBoundingClientRect()];
      frame.scrollLeft += inner.left - outer.left - frame.clientWidth / 2;
      frame.scrollTop += inner.top - outer.top - frame.clientHeight * 0.7;
    }
    if (mark && !phone()) mark.scrollIntoView({ block: "nearest" });
  }

  const citationOf = ({ turn, number }) =>
    `#conversation a.cite[data-turn="${turn}"][data-number="${number}"]`;

  function source(element, watch) {
    element.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) close(element);
      const step = event.target.closest("[data-turn][data-number]");
      if (step) document.querySelector(citationOf(step.dataset))?.click();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && document.documentElement.classList.contains("source-open")) close(element);
    });
    watch("value", () => open(element));
  }

  // Where a keyboard on the screen lies over the page, as on an iPhone, the page is as high as what is left.
  const seen = window.visualViewport;
  seen?.addEventListener("resize", () => {
    const root = document.documentElement;
    const covered = seen.scale === 1 && window.innerHeight - seen.height > 80;
    if (covered) root.style.setProperty("--seen-height", `${seen.height}px`);
    else root.style.removeProperty("--seen-height");
    if (covered) window.scrollTo(0, 0);
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-to-question]")) return;
    event.preventDefault();
    questionBox()?.focus();
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-latest]")) return;
    event.preventDefault();
    const answers = document.querySelectorAll("#conversation .answer");
    (answers[answers.length - 1] || document.querySelector("#welcome [data-ask]"))?.focus();
  });

  const before = () => JSON.stringify(history.before());

  const pageParts = { welcome, conversation, source, say, ask: (question) => ask(question) };
  window.nianbao = { ...pageParts, typed, before, lost, fresh, notRestored };
})();
