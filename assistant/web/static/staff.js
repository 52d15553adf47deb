// What the staff desk does in the browser beyond plain forms.
(() => {
  "use strict";
  // Without a question asked first, nothing that can't be undone is sent.
  document.addEventListener("submit", (event) => {
    const sure = event.target.dataset.sure;
    if (sure && !window.confirm(sure)) event.preventDefault();
  });

  // On a phone the menu is folded away behind a button; without scripts it stands open.
  const button = document.querySelector(".menu-button");
  const menu = document.getElementById("desk-menu");
  if (button && menu) {
    button.hidden = false;
    menu.classList.add("folding");
    const open = (on) => {
      button.setAttribute("aria-expanded", String(on));
      menu.classList.toggle("open", on);
    };
    button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      open(false);
      button.focus();
    });
  }

  // Copies the field beside a button; without script what it holds is there to be copied by hand.
  for (const copy of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(copy.dataset.copy);
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy");
      }
      copy.textContent = copy.dataset.done;
    });
  }

  // A table of years that is wider than the screen shows its newest years first.
  for (const box of document.querySelectorAll("[data-from-end]")) box.scrollLeft = box.scrollWidth;

  // What stands beside the page on a desk is folded away above it on a phone.
  const narrow = window.matchMedia("(max-width: 900px)");
  const fold = () => {
    for (const part of document.querySelectorAll("details[data-folds-on-phone]")) part.open = !narrow.matches;
  };
  fold();
  narrow.addEventListener("change", fold);
})();
