// What a reader can do with an answer: copy it, share its link, take tables and charts along, say what is wrong.
(() => {
  "use strict";
  const site = window.nianbao;
  const said = () => document.getElementById("tool-words").dataset;
  const turnOf = (number) => document.querySelector(`#conversation .turn[data-turn="${number}"]`);

  // Says what came of a click beside the buttons; a status is read aloud by itself.
  function tell(turn, text) {
    const told = turn?.querySelector(".told");
    if (!told) return;
    told.textContent = "";
    // A status that is filled again with the same words is read again only if it was empty for a moment.
    requestAnimationFrame(() => (told.textContent = text));
  }

  // --- copying -----------------------------------------------------------------------------------------

  const lines = (turn, selector) => [...turn.querySelectorAll(selector)];

  // The answer as plain text and as simple HTML in which the numbers lead to their places.
  function written(turn) {
    const words = said();
    const share = turn.querySelector("[data-share]")?.dataset.share;
    const question = turn.querySelector(".question").lastChild.textContent;
    const paragraphs = [
      [document.createTextNode(words.question + question)],
      ...lines(turn, ".outcome, .claim").map((line) => [...line.childNodes]),
    ];
    const sources = lines(turn, ".source-line");
    if (sources.length) paragraphs.push([document.createTextNode(words.sources)], ...sources.map((s) => [...s.childNodes]));
    if (share) paragraphs.push([document.createTextNode(words.link + absolute(share))]);
    const plain = paragraphs.map((nodes) => nodes.map((node) => node.textContent).join("")).join("\n");
    return { plain, html: paragraphs.map(paragraph).join("") };
  }

  function paragraph(nodes) {
    const whole = document.createElement("p");
    for (const node of nodes) {
      const piece = node.matches?.("a") ? document.createElement("a") : document.createElement("span");
      if (piece.matches("a")) piece.href = node.href;
      piece.textContent = node.textContent;
      whole.append(piece);
    }
    return whole.outerHTML;
  }

  const absolute = (address) => new URL(address, window.location.href.split(/[?#]/)[0]).href;

  // On pages without TLS, and in a frame that was not allowed it, only the old way is left.
  async function toClipboard({ plain, html }) {
    try {
      const blobs = { "text/plain": new Blob([plain], { type: "text/plain" }) };
      if (html) blobs["text/html"] = new Blob([html], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(blobs)]);
      return true;
    } catch {
      return copiedOldWay(plain, html);
    }
  }

  function copiedOldWay(plain, html) {
    let copied = false;
    const fill = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", plain);
      if (html) event.clipboardData.setData("text/html", html);
      copied = true;
    };
    document.addEventListener("copy", fill, { once: true, capture: true });
    try {
      return document.execCommand("copy") && copied;
    } catch {
      return false;
    } finally {
      document.removeEventListener("copy", fill, { capture: true });
    }
  }

  async function copy(turn) {
    if (!(await site.allOf(turn))) {
      tell(turn, said().restLost);
      return;
    }
    tell(turn, (await toClipboard(written(turn))) ? said().copied : said().notCopied);
  }

  async function share(turn, button) {
    const url = absolute(button.dataset.share);
    if (navigator.share && window.matchMedia("(pointer: coarse)").matches) {
      try {
        await navigator.share({ title: said().title, url });
        return;
      } catch (error) {
        if (error.name === "AbortError") return; // the reader thought better of it
      }
    }
    tell(turn, (await toClipboard({ plain: url })) ? said().linkCopied : said().notCopied);
  }

  // --- files ---------------------------------------------------------------------------------------------

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // The file, or what the server says instead; the page stays where it is.
  async function download(turn, link) {
    if (link.getAttribute("aria-busy")) return;
    link.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(link.href, { credentials: "same-origin" });
      if (!response.ok) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        tell(turn, page.querySelector("p")?.textContent || said().notSaved);
        return;
      }
      const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") || "");
      const name = named ? decodeURIComponent(named[1]) : "table";
      save(await response.blob(), name);
      tell(turn, said().saved.replace("{name}", name));
    } catch {
      tell(turn, said().notSaved);
    } finally {
      link.removeAttribute("aria-busy");
    }
  }

  async function picture(turn, button) {
    try {
      const figure = button.closest(".files").previousElementSibling;
      const name = `${button.dataset.png}.png`;
      save(await site.chartPicture(figure, button.dataset.sources), name);
      tell(turn, said().saved.replace("{name}", name));
    } catch {
      tell(turn, said().notSaved);
    }
  }

  // --- opinions --------------------------------------------------------------------------------------------

  let trigger = () => {};
  let sent = null; // the turn whose opinion is under way

  function give(turn, verdict, comment = "") {
    sent = turn;
    trigger("opinion", { turn: Number(turn.dataset.turn), verdict, comment });
  }

  function openForm(turn, button) {
    const old = turn.querySelector("form.opinion");
    if (old) {
      closeForm(turn);
      return;
    }
    const form = document.getElementById("opinion-form").content.firstElementChild.cloneNode(true);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      give(turn, form.elements.verdict.value, form.elements.comment.value);
    });
    form.addEventListener("keydown", (event) => event.key === "Escape" && closeForm(turn));
    form.querySelector("[data-cancel]").addEventListener("click", () => closeForm(turn));
    turn.querySelector(".tools").after(form);
    button.setAttribute("aria-expanded", "true");
    form.querySelector("input:checked").focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  }

  function closeForm(turn) {
    const form = turn.querySelector("form.opinion");
    const button = turn.querySelector("[data-bad]");
    const within = form?.contains(document.activeElement);
    form?.remove();
    button.setAttribute("aria-expanded", "false");
    if (within) (button.disabled ? turn.querySelector("[data-copy]") : button).focus({ preventScroll: true });
  }

  // What the server says to an opinion, and how the buttons stand now.
  function opinionTaken(came) {
    sent = null;
    const turn = turnOf(came.dataset.turn);
    if (!turn) return;
    const verdict = came.dataset.verdict;
    const buttons = { good: turn.querySelector("[data-good]"), bad: turn.querySelector("[data-bad]") };
    if (verdict) {
      buttons.good.setAttribute("aria-pressed", String(verdict === "good"));
      buttons.bad.setAttribute("aria-pressed", String(verdict !== "good"));
    }
    if (came.hasAttribute("data-final")) Object.values(buttons).forEach((button) => (button.disabled = true));
    if (verdict) closeForm(turn);
    tell(turn, came.textContent);
  }

  function opinionLost() {
    if (sent) tell(sent, said().opinionLost);
    sent = null;
  }

  // --- the buttons -------------------------------------------------------------------------------------------

  function tools(element, send) {
    trigger = send;
    element.addEventListener("click", (event) => {
      const tool = event.target.closest(".tool");
      const turn = event.target.closest(".turn");
      if (!tool || !turn) return;
      const { dataset } = tool;
      if ("copy" in dataset) copy(turn);
      else if ("share" in dataset) share(turn, tool);
      else if ("png" in dataset) picture(turn, tool);
      else if ("good" in dataset) give(turn, "good");
      else if ("bad" in dataset) openForm(turn, tool);
      else if ("download" in dataset && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
        event.preventDefault();
        download(turn, tool);
      }
    });
  }

  Object.assign(site, { tools, opinionTaken, opinionLost });
})();
