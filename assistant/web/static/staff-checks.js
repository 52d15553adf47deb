// Tells how far the checks are, and when there is more to see.
(() => {
  "use strict";
  const notice = document.getElementById("checking");
  if (!notice) return;
  const said = notice.querySelector("span");
  const look = async () => {
    let now;
    try {
      const answer = await fetch(notice.dataset.at, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      now = await answer.json();
    } catch {
      now = { running: true };
    }
    if (now.text && said.textContent !== now.text) said.textContent = now.text;
    if (now.running) window.setTimeout(look, 1500);
    else if (now.finished) notice.classList.replace("notice", "done");
  };
  window.setTimeout(look, 1000);
})();
