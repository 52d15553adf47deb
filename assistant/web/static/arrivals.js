// What comes from the server: turns of the conversation, and what follows an answer. What is there already stays as the
// user has it: opened details, the view chosen, the place scrolled to.
(() => {
  "use strict";
  const site = window.nianbao;
  // A piece that was lost is asked for so many times by itself (milliseconds between).
  const MOST_TRIES = 2;
  const BETWEEN_TRIES = 2000;

  const parsed = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };
  const turnOf = (number) => document.querySelector(`#conversation .turn[data-turn="${number}"]`);
  const said = () => document.getElementById("tool-words").dataset;

  // What is being asked for. Gradio loads the page anew when a connection breaks: what was under way then is not asked
  // for a second time by itself, or a page that can't have it would be loaded without end.
  const UNDER_WAY = "nianbao-under-way";

  // A browser may refuse a page in a frame to keep anything.
  function inTab(use) {
    try {
      return use(window.sessionStorage);
    } catch {
      return null;
    }
  }

  const begun = (what) => inTab((kept) => kept.setItem(`${UNDER_WAY}-${what}`, "1"));
  const done = (what) => inTab((kept) => kept.removeItem(`${UNDER_WAY}-${what}`));
  const brokenOff = (what) => inTab((kept) => kept.getItem(`${UNDER_WAY}-${what}`)) === "1";

  // --- turns -------------------------------------------------------------------------------------

  let trigger = () => {};

  // Puts the turns that have come in their places; `send` is how more of them is asked for.
  function arrive(element, html, send) {
    trigger = send;
    const turns = element.querySelector(".turns");
    const came = parsed(html).querySelector(".turns");
    if (!turns || !came) return;
    if (came.hasAttribute("data-whole")) {
      wanted.length = 0;
      turns.replaceChildren();
    }
    turns.querySelectorAll('.turn[data-turn="-1"]').forEach((waiting) => waiting.remove());
    for (const turn of [...came.children]) {
      const old = turns.querySelector(`.turn[data-turn="${turn.dataset.turn}"]`);
      if (old) old.replaceWith(turn);
      else turns.append(turn);
      if (turn.hasAttribute("data-summary") && turn === turns.lastChild && !brokenOff("summary")) summarise(turn);
      if (turn.dataset.more && !brokenOff("pieces")) wanted.push({ turn: Number(turn.dataset.turn), tries: 0 });
      else if (turn.dataset.more) offerRest(Number(turn.dataset.turn));
    }
    ["summary", "pieces"].forEach((what) => came.hasAttribute("data-whole") && done(what));
    turns.querySelectorAll(".turn:not(:last-child) details.change").forEach(settled);
    if (!under) next();
  }

  // A follow-up changes the newest reading; that of an earlier answer is words alone.
  function settled(menu) {
    menu.replaceWith(menu.querySelector("summary").textContent);
  }

  // --- what follows an answer ----------------------------------------------------------------------

  // The turns whose further lines are to be asked for, one piece after the other; `under` is the one under way.
  const wanted = [];
  let under = null;

  function next() {
    under = wanted.find(({ turn }) => turnOf(turn)?.dataset.more) || null;
    wanted.splice(0, under ? wanted.indexOf(under) : wanted.length);
    if (!under) return;
    begun("pieces");
    trigger("more", { turn: under.turn, start: Number(turnOf(under.turn).dataset.more) });
  }

  function pieces(came) {
    done("pieces");
    const turn = turnOf(came.dataset.turn);
    if (turn) {
      came.querySelectorAll("template").forEach((template) => {
        turn.querySelector(`[data-part="${template.dataset.part}"]`)?.append(template.content);
      });
      if (came.dataset.more) turn.dataset.more = came.dataset.more;
      else whole(turn);
    }
    if (under) under.tries = 0;
    next();
  }

  function whole(turn) {
    delete turn.dataset.more;
    turn.dispatchEvent(new CustomEvent("ended"));
  }

  // A piece did not come: asked for again, and after that by whoever wants it.
  function restLost() {
    done("pieces");
    if (!under) return;
    const { turn, tries } = under;
    under.tries = tries + 1;
    if (under.tries < MOST_TRIES) {
      setTimeout(next, BETWEEN_TRIES);
      return;
    }
    wanted.splice(wanted.indexOf(under), 1);
    offerRest(turn);
    next();
  }

  // Says that lines are lacking, and has them asked for by a click.
  function offerRest(turn) {
    turnOf(turn)?.dispatchEvent(new CustomEvent("ended"));
    const answer = turnOf(turn)?.querySelector(".said");
    if (!answer || answer.querySelector(".rest-lost")) return;
    const again = Object.assign(document.createElement("button"), { type: "button", textContent: said().again });
    const told = Object.assign(document.createElement("p"), { className: "rest-lost", textContent: said().restLost });
    again.className = "tool";
    again.addEventListener("click", () => {
      told.remove();
      wanted.push({ turn, tries: 0 });
      if (!under) next();
    });
    told.append(" ", again);
    answer.append(told);
    site.say(said().restLost);
  }

  function summarise(turn) {
    const coming = Object.assign(document.createElement("p"), { className: "summing", textContent: said().summing });
    turn.querySelector(".claims").prepend(coming);
    begun("summary");
    trigger("summarise", { turn: Number(turn.dataset.turn) });
  }

  function summary(came) {
    done("summary");
    const claims = turnOf(came.dataset.turn)?.querySelector(".claims");
    claims?.querySelector(".summing")?.remove();
    const template = came.querySelector("template");
    if (!claims || !template.content.firstChild) return;
    claims.prepend(template.content);
    site.say(said().summed);
  }

  // No summary: the plain answer stands there already.
  function summaryLost() {
    done("summary");
    document.querySelectorAll("#conversation .summing").forEach((coming) => coming.remove());
  }

  const takers = { "later-pieces": pieces, "later-summary": summary, "later-opinion": (came) => site.opinionTaken(came) };

  function later(element, watch, props) {
    const part = element.closest('[id^="later-"]')?.id || "";
    watch("value", () => {
      const came = parsed(props.value).firstElementChild;
      if (came && takers[part]) takers[part](came);
    });
  }

  // Whether all lines of the answer are there, once they have come.
  function allOf(turn) {
    if (!turn.dataset.more) return Promise.resolve(true);
    const number = Number(turn.dataset.turn);
    if (!wanted.some((want) => want.turn === number)) {
      turn.querySelector(".rest-lost")?.remove();
      wanted.push({ turn: number, tries: 0 });
      if (!under) next();
    }
    return new Promise((ready) => turn.addEventListener("ended", () => ready(!turn.dataset.more), { once: true }));
  }

  Object.assign(site, { arrive, later, restLost, summaryLost, allOf });
})();
