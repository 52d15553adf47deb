// Files are dropped or chosen, sent with a bar that tells how far, and the list is shown anew when all are read.
(() => {
  "use strict";
  const form = document.getElementById("sending");
  if (form) {
    const input = form.querySelector("input[type=file]");
    const said = form.querySelector(".said");
    const bar = form.querySelector("progress");
    const list = form.querySelector(".chosen");
    const send = form.querySelector("button[type=submit]");
    const cancel = form.querySelector("[data-cancel]");
    const words = form.dataset;
    let files = [];
    form.classList.add("scripted");

    const choose = (chosen) => {
      files = Array.from(chosen);
      list.replaceChildren(
        ...files.map((file) => {
          const item = document.createElement("li");
          item.textContent = `${file.name}（${Math.max(1, Math.round(file.size / 1024)).toLocaleString("zh-CN")} KB）`;
          return item;
        })
      );
      list.hidden = !files.length;
      input.required = !files.length;
      said.textContent = trouble();
    };
    const trouble = () => {
      const size = files.reduce((sum, file) => sum + file.size, 0);
      if (files.length > Number(words.mostFiles))
        return words.tooMany.replace("{most}", words.mostFiles).replace("{count}", files.length);
      if (size > Number(words.mostBytes))
        return words.tooMuch.replace("{most}", `${Math.floor(words.mostBytes / 1048576)} MB`);
      return "";
    };
    const done = (sentence) => {
      said.textContent = sentence;
      bar.hidden = cancel.hidden = true;
      send.disabled = false;
    };

    input.addEventListener("change", () => choose(input.files));
    let over = 0;
    const mark = (change) => {
      over = Math.max(0, over + change);
      form.classList.toggle("over", over > 0);
    };
    form.addEventListener("dragenter", (event) => {
      event.preventDefault();
      mark(1);
    });
    form.addEventListener("dragleave", () => mark(-1));
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      mark(-over);
      if (event.dataTransfer.files.length) choose(event.dataTransfer.files);
      send.focus();
    });

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!files.length) return done(words.none);
      const wrong = trouble();
      if (wrong) return done(wrong);
      const content = new FormData();
      for (const file of files) content.append("files", file, file.name);
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("X-CSRF-Token", document.body.dataset.csrf);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (step) => {
        if (!step.lengthComputable) return;
        bar.value = Math.floor((100 * step.loaded) / step.total);
        said.textContent = words.sending.replace("{percent}", bar.value);
      });
      request.addEventListener("load", () => {
        let answer = {};
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          // Not an answer of the desk: told below.
        }
        if (request.status === 200 && answer.count) window.location.assign(form.action);
        else done(answer.trouble || (request.status === 413 && request.responseText) || words.failed);
      });
      request.addEventListener("error", () => done(words.failed));
      request.addEventListener("abort", () => done(words.cancelled));
      cancel.onclick = () => request.abort();
      bar.value = 0;
      bar.hidden = cancel.hidden = false;
      send.disabled = true;
      request.send(content);
    });
  }

  const reading = document.getElementById("reading");
  if (!reading) return;
  const look = async () => {
    let now = { left: 1 };
    try {
      const answer = await fetch(reading.dataset.at, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      now = await answer.json();
      const told = reading.querySelector("span");
      if (told.textContent !== now.text) told.textContent = now.text;
    } catch {
      // The network comes back.
    }
    // Files chosen meanwhile are not lost by showing the list anew.
    const chosen = form && form.querySelector(".chosen li");
    if (now.left) window.setTimeout(look, 1000);
    else if (!chosen) window.location.assign(reading.dataset.here);
  };
  window.setTimeout(look, 700);
})();
