"use strict";
// Sends a chosen file in parts, and goes on where it was cut off. Without scripts the form sends
// the file as a whole.
document.addEventListener("DOMContentLoaded", () => {
  if (window.location.hash === "#added") document.getElementById("added")?.focus();
  const place = document.querySelector("[data-upload]");
  const form = place?.closest("form");
  if (!place || !form) return;
  const PART = 512 * 1024;
  const TRIES = 8;
  const WAIT = 2000;
  const bar = place.querySelector("progress");
  const status = place.querySelector("[data-upload-status]");
  const say = (words, name, percent) => {
    place.hidden = false;
    status.textContent = words.replace("{name}", name).replace("{percent}", percent);
  };
  const pause = (length) => new Promise((resolve) => window.setTimeout(resolve, length));
  const post = async (address, fields) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    const answer = await fetch(address, { method: "POST", body: data });
    if (answer.status >= 500) throw new Error(String(answer.status));
    if (answer.status === 422) return answer.json();
    return answer.ok && !answer.redirected ? answer.json() : { refused: place.dataset.uploadClosed };
  };
  // One try after another, each a little later: a telephone in a tunnel comes out again.
  const patient = async (address, fields, name, percent) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await post(address, fields);
      } catch (error) {
        say(place.dataset.uploadCut, name, percent);
        if (attempt === TRIES) throw error;
        await pause(WAIT * attempt);
      }
    }
  };
  const send = async (file) => {
    let told = await patient(place.dataset.upload, { name: file.name, size: file.size }, file.name, 0);
    const address = told.address;
    let shown = -1;
    while (!told.refused && !told.is_kept) {
      const from = told.received;
      const percent = Math.floor((100 * from) / file.size);
      bar.value = percent;
      // Spoken at every tenth alone.
      if (Math.floor(percent / 10) !== shown) {
        shown = Math.floor(percent / 10);
        say(place.dataset.uploadGoing, file.name, percent);
      }
      const part = file.slice(from, from + PART);
      told = await patient(address, { offset: from, part }, file.name, percent);
    }
    return told;
  };
  form.addEventListener("change", async (event) => {
    const input = event.target;
    const file = input.type === "file" ? input.files[0] : null;
    if (!file) return;
    input.disabled = true;
    try {
      const told = await send(file);
      input.value = "";
      if (told.refused) {
        say(told.refused, file.name, 0);
      } else {
        say(place.dataset.uploadDone, file.name, 100);
        // What was added is read next: a page that is loaded again begins at its top.
        window.location.hash = "added";
        window.location.reload();
      }
    } catch {
      // Every try failed: what came is kept, and the same file goes on from there.
    }
    input.disabled = false;
  });
});
