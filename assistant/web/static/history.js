// Earlier conversations, kept in this browser alone, as their questions and when they were asked; nothing else is kept,
// and nothing on the server. Where a browser refuses to keep anything, the conversation under way is all there is.
(() => {
  "use strict";
  // Several services may share a host, each under a path of its own.
  const place = window.location.pathname.replace(/[^/]*$/, "");
  const KEPT = `nianbao-history:${place}`;
  const OFF = `nianbao-history-off:${place}`;
  const CURRENT = `nianbao-talk:${place}`;
  const MOST_TALKS = 100;
  const MOST_QUESTIONS = 100;
  // So many are asked again where a conversation is taken up; the server takes no more (MOST_BEFORE).
  const AGAIN = 20;
  const DAY = 24 * 3600 * 1000;

  const local = (use) => tried(() => use(window.localStorage));
  const tab = (use) => tried(() => use(window.sessionStorage));

  function tried(use) {
    try {
      return use();
    } catch {
      return undefined; // refused or full
    }
  }

  const isQuestion = (asked) => typeof asked?.text === "string" && Number.isFinite(asked.at);
  const isTalk = (talk) => typeof talk?.id === "string" && Array.isArray(talk.questions) && talk.questions.every(isQuestion);

  // A conversation: its id and its questions; `unkept` where its reader deleted it from the list while it went on.
  const newTalk = () => ({ id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`, questions: [] });
  const parsed = (text) => tried(() => JSON.parse(text || "null"));

  let current = parsed(tab((kept) => kept.getItem(CURRENT)));
  if (!isTalk(current)) current = newTalk();
  // What stands before the turns that are seen, where only the last were taken up again.
  let earlier = [];
  let off = local((kept) => kept.getItem(OFF)) === "yes";

  const available = () => local((kept) => (kept.setItem(`${KEPT}?`, "1"), kept.removeItem(`${KEPT}?`), true)) === true;
  const lastAt = (talk) => talk.questions[talk.questions.length - 1]?.at ?? 0;

  // All that are kept, newest first.
  function talks() {
    const found = parsed(local((kept) => kept.getItem(KEPT)));
    const known = Array.isArray(found) ? found.filter((talk) => isTalk(talk) && talk.questions.length) : [];
    return known.sort((a, b) => lastAt(b) - lastAt(a));
  }

  function keepAll(list) {
    let left = list.slice(0, MOST_TALKS);
    // A full store lets go of the oldest.
    while (left.length && local((kept) => (kept.setItem(KEPT, JSON.stringify(left)), true)) !== true) {
      if (!available()) return;
      left = left.slice(0, Math.floor(left.length * 0.8));
    }
    if (!left.length) local((kept) => kept.removeItem(KEPT));
  }

  function keep() {
    tab((kept) => kept.setItem(CURRENT, JSON.stringify(current)));
    if (off || current.unkept || !current.questions.length) return;
    const { id, questions } = current;
    keepAll([{ id, questions }, ...talks().filter((talk) => talk.id !== id)]);
  }

  // --- the conversation under way, for page.js -----------------------------------------------------

  const words = (element) => [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent).join("");

  // What is seen has changed: its answered questions are those of the conversation.
  function seen(conversation) {
    const asked = [...conversation.querySelectorAll(".turn")]
      .filter((turn) => !turn.querySelector(".waiting, .trouble"))
      .map((turn) => words(turn.querySelector(".question")).trim());
    if (!asked.length) return;
    const known = current.questions.slice(earlier.length);
    const questions = asked.map((text, i) => (known[i]?.text === text ? known[i] : { text, at: Date.now() }));
    current = { ...current, questions: [...earlier, ...questions].slice(-MOST_QUESTIONS) };
    earlier = current.questions.slice(0, current.questions.length - questions.length);
    keep();
  }

  const before = () => current.questions.slice(-AGAIN).map((asked) => asked.text);

  // The questions with which the server builds the conversation anew.
  function takenUp() {
    earlier = current.questions.slice(0, -AGAIN);
    return before();
  }

  function fresh() {
    current = newTalk();
    earlier = [];
    tab((kept) => kept.removeItem(CURRENT));
  }

  // --- the list -----------------------------------------------------------------------------------------

  let panel = null;
  let open = () => {};

  const part = (name) => panel.querySelector(`[data-part="${name}"]`);
  const said = (name, values = {}) =>
    panel.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));

  function dayOf(at) {
    const midnight = new Date().setHours(0, 0, 0, 0);
    if (at >= midnight) return said("today");
    if (at >= midnight - DAY) return said("yesterday");
    const day = new Date(at);
    const year = day.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
    return day.toLocaleDateString("zh-CN", { year, month: "long", day: "numeric" });
  }

  function entry(talk) {
    const item = part("entry").content.firstElementChild.cloneNode(true);
    const first = talk.questions[0].text;
    const time = new Date(lastAt(talk)).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
    item.querySelector(".first").textContent = first;
    item.querySelector(".when").textContent = `${time} · ${said("count", { count: talk.questions.length })}`;
    const [take, remove] = item.querySelectorAll("button");
    if (talk.id === current.id) take.setAttribute("aria-current", "true");
    remove.setAttribute("aria-label", said("remove", { question: first }));
    take.addEventListener("click", () => taken(talk));
    remove.addEventListener("click", () => removed(talk, item));
    return item;
  }

  function listed() {
    const kept = talks();
    const days = Map.groupBy ? Map.groupBy(kept, (talk) => dayOf(lastAt(talk))) : grouped(kept);
    const groups = [...days].map(([day, ofDay]) => {
      const group = document.createElement("section");
      const heading = document.createElement("h3");
      const list = document.createElement("ul");
      heading.textContent = day;
      list.append(...ofDay.map(entry));
      group.append(heading, list);
      return group;
    });
    part("list").replaceChildren(...groups);
    const refused = !available();
    part("empty").hidden = kept.length > 0 || refused;
    part("refused").hidden = !refused;
    part("off").checked = off;
    part("off").disabled = refused;
    part("all").hidden = kept.length === 0;
    part("sure").hidden = true;
  }

  function grouped(kept) {
    const days = new Map();
    for (const talk of kept) days.set(dayOf(lastAt(talk)), [...(days.get(dayOf(lastAt(talk))) || []), talk]);
    return days;
  }

  function taken(talk) {
    panel.close();
    if (talk.id === current.id && document.querySelector("#conversation .turn")) return;
    open(() => {
      current = { id: talk.id, questions: talk.questions };
      keep();
    });
  }

  function removed(talk, item) {
    const entries = [...part("list").querySelectorAll("li")];
    const at = entries.indexOf(item);
    keepAll(talks().filter((other) => other.id !== talk.id));
    forgetCurrent((id) => id === talk.id);
    listed();
    const left = part("list").querySelectorAll("li");
    (left[Math.min(at, left.length - 1)]?.querySelector("button") ?? panel.querySelector("h2")).focus();
    part("status").textContent = said("removed");
  }

  // What is deleted while it is under way does not come back with its next question.
  function forgetCurrent(isMeant) {
    if (!isMeant(current.id)) return;
    current = { ...current, unkept: true };
    tab((kept) => kept.setItem(CURRENT, JSON.stringify(current)));
  }

  function removedAll() {
    keepAll([]);
    forgetCurrent(() => current.questions.length > 0);
    listed();
    panel.querySelector("h2").focus();
    part("status").textContent = said("removed");
  }

  function switched(isOff) {
    off = isOff;
    local((kept) => (off ? kept.setItem(OFF, "yes") : kept.removeItem(OFF)));
    if (off) keepAll(talks().filter((talk) => talk.id !== current.id));
    else keep();
    listed();
  }

  function shown() {
    panel = document.getElementById("history");
    if (!panel.dataset.ready) {
      panel.dataset.ready = "yes";
      part("off").addEventListener("change", (event) => switched(event.target.checked));
      part("ask-all").addEventListener("click", () => {
        part("sure").hidden = false;
        part("no").focus();
      });
      part("no").addEventListener("click", () => {
        part("sure").hidden = true;
        part("ask-all").focus();
      });
      part("yes").addEventListener("click", removedAll);
      panel.addEventListener("click", (event) => {
        // A click beside the panel, or on what closes it.
        if (event.target === panel || event.target.closest("[data-close]")) panel.close();
      });
    }
    part("status").textContent = "";
    listed();
    panel.showModal();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-history]")) shown();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === OFF) off = event.newValue === "yes";
    if (panel?.open) listed();
  });

  window.nianbaoHistory = { seen, before, takenUp, fresh, opens: (use) => (open = use) };
})();
