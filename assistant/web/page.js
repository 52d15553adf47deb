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

  function conversation(element, trigger, watch) {
    element.addEventListener("click", (event) => {
      const cite = event.target.closest("a.cite");
      const choice = event.target.closest("[data-ask]");
      if (cite && plainClick(event)) {
        event.preventDefault();
        element.querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
        cite.setAttribute("aria-current", "true");
        trigger("cite", { turn: Number(cite.dataset.turn), number: Number(cite.dataset.number) });
      } else if (choice) {
        trigger("choose", { question: choice.dataset.ask });
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
    watch("value", () => {
      showLatest(element);
      askLinked(element, trigger);
    });
    setTimeout(() => askLinked(element, trigger), 2000);
  }

  // ?q=… asks that question, once, as soon as the empty conversation has come.
  let linked = new URLSearchParams(window.location.search).get("q");
  function askLinked(element, trigger) {
    const question = linked;
    linked = null;
    if (question && !element.querySelector(".turn")) trigger("choose", { question });
  }

  function close(element) {
    document.documentElement.classList.remove("source-open");
    const cite = document.querySelector("#conversation a.cite[aria-current]");
    if (cite) cite.focus();
    else document.querySelector("#question textarea, #question input")?.focus();
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

  function source(element, watch) {
    element.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) close(element);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && document.documentElement.classList.contains("source-open")) close(element);
    });
    watch("value", () => open(element));
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-latest]")) return;
    event.preventDefault();
    const answers = document.querySelectorAll("#conversation .answer");
    (answers[answers.length - 1] || document.querySelector("#conversation [data-ask]"))?.focus();
  });

  window.nianbao = { conversation, source };
})();
