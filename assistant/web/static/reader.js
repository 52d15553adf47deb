// The page of a report: where one is in the outline, finding words, stepping through cited places. All of the text is
// there without it.
(() => {
  "use strict";
  const wide = window.matchMedia("(min-width: 901px)");
  const main = document.querySelector("main.fulltext");
  if (!main) return;

  // --- the outline: open beside the text, closed above it; the current section marked --------------------------
  const outline = document.querySelector(".outline details");
  const links = [...document.querySelectorAll(".outline a")];
  const places = links.map((link) => document.getElementById(link.hash.slice(1)));
  const here = document.querySelector(".outline .here");
  let current = -1;

  function markCurrent() {
    const top = wide.matches ? 100 : 140; // below the tools, which stay at the top
    // While the cited place is in sight, the section marked is the one it stands in.
    const spot = document.querySelector(".spot.now, .cited.now") ?? document.getElementById("cited");
    const cited = spot?.getBoundingClientRect().top ?? -1;
    const line = cited > top && cited < window.innerHeight ? cited : top;
    const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
    let at = -1;
    places.forEach((place, i) => {
      if (place && place.getBoundingClientRect().top <= line) at = i;
    });
    const target = places.findIndex((place) => place && `#${place.id}` === window.location.hash);
    if (atEnd && target > at) at = target;
    if (at === current) return;
    links[current]?.removeAttribute("aria-current");
    current = at;
    here.textContent = links[at]?.textContent ?? "";
    if (at < 0) return;
    links[at].setAttribute("aria-current", "location");
    if (wide.matches) showInOutline(links[at]);
  }

  // Scrolls the outline alone: scrollIntoView would move the page too.
  function showInOutline(link) {
    const frame = link.closest(".outline");
    const [inner, outer] = [link.getBoundingClientRect(), frame.getBoundingClientRect()];
    if (inner.top < outer.top) frame.scrollTop -= outer.top - inner.top + 40;
    else if (inner.bottom > outer.bottom) frame.scrollTop += inner.bottom - outer.bottom + 40;
  }

  if (outline) {
    outline.open = wide.matches;
    wide.addEventListener("change", () => (outline.open = wide.matches));
    outline.addEventListener("click", (event) => {
      if (event.target.closest("a") && !wide.matches) outline.open = false;
    });
    document.querySelector(".to-outline")?.addEventListener("click", (event) => {
      event.preventDefault();
      outline.open = true;
      outline.scrollIntoView({ block: "start" });
      outline.querySelector("summary").focus({ preventScroll: true });
    });
    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        markCurrent();
      });
    };
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
    window.addEventListener("hashchange", soon);
    markCurrent();
  }

  // --- cited places -------------------------------------------------------------------------------------------
  const steps = document.querySelector("nav.steps");
  const numbers = steps ? [...steps.querySelectorAll(".numbers a")] : [];
  const spots = numbers.map((link) => document.getElementById(link.hash.slice(1)));
  const label = steps?.querySelector(".label");
  const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  let spotNow = -1;

  function goTo(i, behavior = calm()) {
    spots[spotNow]?.classList.remove("now");
    numbers[spotNow]?.removeAttribute("aria-current");
    spotNow = (i + spots.length) % spots.length;
    numbers[spotNow].setAttribute("aria-current", "true");
    const spot = spots[spotNow];
    label.textContent = `${label.dataset.said} ${spotNow + 1}/${spots.length}`;
    if (!spot) return;
    spot.classList.add("now");
    spot.scrollIntoView({ block: "center", inline: "center", behavior });
  }

  if (numbers.length) {
    label.dataset.said = label.textContent;
    label.setAttribute("aria-live", "polite");
    steps.classList.add("stepping");
    steps.querySelectorAll("[data-step]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => goTo(spotNow + Number(button.dataset.step)));
    });
    numbers.forEach((link, i) =>
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(i);
      }),
    );
    const first = spots.findIndex((spot) => spot && `#${spot.id}` === window.location.hash);
    if (first >= 0) goTo(first, "auto");
  }

  // --- finding words ---------------------------------------------------------------------------------------------
  const form = document.querySelector("form.find");
  const box = form.querySelector("input");
  const said = form.querySelector("output");
  const buttons = [...form.querySelectorAll("[data-find]")];
  const BLOCKS = "p, h1, h2, h3, h4, h5, h6, th, td, li, caption";
  let hits = []; // each hit: the <mark>s it is made of, as it may run over other marks
  let hit = -1;

  function clearHits() {
    main.querySelectorAll("mark.found").forEach((mark) => {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    });
    hits = [];
    hit = -1;
  }

  // The block's own text, without marks of notes and of pages, which stand between its characters.
  function textNodes(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) => {
      const parent = node.parentElement;
      const own = parent.closest(BLOCKS) === block && !parent.closest(".note-mark, .page-mark, .unseen");
      return own ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
    });
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }

  // As long as before, character by character: places in it are places in the text.
  const folded = (text) =>
    [...text.toLowerCase()].length === [...text].length && text.toLowerCase().length === text.length
      ? text.toLowerCase()
      : text;

  function markHits(block, words) {
    const nodes = textNodes(block);
    const text = folded(nodes.map((node) => node.data).join(""));
    const found = [];
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) found.push(at);
    const lengths = nodes.map((node) => node.length); // before the nodes are cut
    const marks = found.map(() => []);
    // From the last to the first, so that the places before stay as they are.
    for (let i = found.length - 1; i >= 0; i -= 1) {
      const [first, last] = [found[i], found[i] + words.length];
      let end = text.length;
      for (let n = nodes.length - 1; n >= 0; n -= 1) {
        const start = end - lengths[n];
        const [from, to] = [Math.max(first, start), Math.min(last, end)];
        if (from < to) marks[i].unshift(wrap(nodes[n], from - start, to - start));
        end = start;
      }
    }
    return marks;
  }

  function wrap(node, from, to) {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const mark = document.createElement("mark");
    mark.className = "found";
    range.surroundContents(mark);
    return mark;
  }

  function find() {
    clearHits();
    const words = folded(box.value.trim());
    if (words) {
      main.querySelectorAll(BLOCKS).forEach((block) => hits.push(...markHits(block, words)));
      const below = hits.findIndex(([mark]) => mark.getBoundingClientRect().top > 80);
      if (hits.length) showHit(Math.max(below, 0));
    }
    buttons.forEach((button) => (button.disabled = !hits.length));
    if (!hits.length) said.textContent = words ? said.dataset.none : "";
  }

  function showHit(i) {
    hits[hit]?.forEach((mark) => mark.classList.remove("now"));
    hit = (i + hits.length) % hits.length;
    hits[hit].forEach((mark) => mark.classList.add("now"));
    hits[hit][0].scrollIntoView({ block: "center", inline: "nearest" });
    said.textContent = said.dataset.found.replace("{at}", hit + 1).replace("{count}", hits.length);
  }

  let typing = 0;
  form.hidden = false;
  box.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(find, 150);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.value) {
      event.preventDefault();
      box.value = "";
      find();
    } else if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      if (hits.length) showHit(hit - 1);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (hits.length) showHit(hit + 1);
    else find();
  });
  form.querySelector("[data-find='-1']").addEventListener("click", () => hits.length && showHit(hit - 1));
})();
