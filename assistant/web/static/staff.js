// What the staff desk does in the browser beyond plain forms.
(() => {
  "use strict";
  // Without a question asked first, nothing that can't be undone is sent.
  document.addEventListener("submit", (event) => {
    const sure = event.target.dataset.sure;
    if (sure && !window.confirm(sure)) event.preventDefault();
  });
})();
