// How pages look: size of letters, contrast, light or dark. In the head of every page, so that nothing is painted
// otherwise first. The choice stays in this browser; where nothing may be kept it holds until the page is left.
(() => {
  "use strict";
  const KEY = "nianbao-display";
  // The first of each is what holds without a choice.
  const CHOICES = { size: ["standard", "large", "huge"], contrast: ["system", "standard", "high"], theme: ["system", "light", "dark"] };
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const more = window.matchMedia("(prefers-contrast: more)");
  let chosen = kept();

  function kept() {
    let found = null;
    try {
      found = JSON.parse(window.localStorage.getItem(KEY));
    } catch {
      // Refused or unreadable: as if nothing was chosen.
    }
    const known = Object.entries(CHOICES).map(([kind, values]) => [
      kind,
      values.includes(found?.[kind]) ? found[kind] : values[0],
    ]);
    return Object.fromEntries(known);
  }

  function keep() {
    try {
      window.localStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {
      // It holds for this page.
    }
  }

  function shown() {
    const theme = chosen.theme === "system" ? (dark.matches ? "dark" : "light") : chosen.theme;
    const contrast = chosen.contrast === "system" ? (more.matches ? "high" : "standard") : chosen.contrast;
    return { size: chosen.size, contrast, theme };
  }

  function apply() {
    Object.assign(document.documentElement.dataset, shown());
  }

  apply();
  dark.addEventListener("change", apply);
  more.addEventListener("change", apply);
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY && event.key !== null) return;
    chosen = kept();
    apply();
  });

  // The menu, wherever and whenever it appears in the page.
  const menuOf = (event) => event.target.closest?.("[data-display]");

  function mark(menu) {
    const now = { ...shown(), theme: chosen.theme };
    for (const input of menu.querySelectorAll("input")) input.checked = now[input.dataset.kind] === input.value;
  }

  // Marked before it opens: the keyboard may be in it before the browser tells that it did.
  document.addEventListener("click", (event) => event.target.closest?.("[data-display] > summary") && mark(menuOf(event)), true);
  document.addEventListener("change", (event) => {
    if (!menuOf(event) || !(event.target.dataset.kind in CHOICES)) return;
    chosen = { ...chosen, [event.target.dataset.kind]: event.target.value };
    keep();
    apply();
    // Boxes that grow with their text are measured when something is typed; larger letters want it done now.
    for (const box of document.querySelectorAll("textarea")) box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener(
    "keydown",
    (event) => {
      const menu = event.key === "Escape" && document.querySelector("[data-display][open]");
      if (!menu) return;
      event.stopPropagation(); // closes this and nothing behind it
      menu.open = false;
      menu.querySelector("summary").focus();
    },
    true,
  );
  // Elsewhere clicked or gone on by keyboard: the menu closes.
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      for (const menu of document.querySelectorAll("[data-display][open]")) {
        if (!menu.contains(event.target)) menu.open = false;
      }
    });
  }
})();
