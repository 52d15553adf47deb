// Follows a run in the background: its progress is shown as it goes, and the page is loaded anew when it has ended.
(() => {
  "use strict";
  const running = document.querySelector("[data-status]");
  if (!running) return;
  const bar = running.querySelector("progress");
  const said = running.querySelector("[role=status]");
  const look = async () => {
    try {
      const answer = await fetch(running.dataset.status, { headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (!told.running) return location.reload();
      bar.max = told.total || 1;
      bar.value = told.done;
      if (said.textContent !== told.said) said.textContent = told.said;
    } catch {
      // The server is away for a moment: it is asked again.
    }
    setTimeout(look, 1500);
  };
  setTimeout(look, 1000);
})();
