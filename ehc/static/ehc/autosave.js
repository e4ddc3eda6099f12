"use strict";
// Saves the page's form as it is typed. Without scripts, Continue saves it.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-autosave]");
  const status = document.querySelector("[data-autosave-status]");
  if (!form || !status) return;
  const EVERY = 15000;
  let saved = new URLSearchParams(new FormData(form)).toString();
  const save = async () => {
    const data = new FormData(form);
    const now = new URLSearchParams(data).toString();
    if (now === saved) return;
    data.append("autosave", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      if (!answer.ok) throw new Error(String(answer.status));
      saved = now;
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      status.textContent = `${form.dataset.autosaveSaved} ${time}`;
    } catch {
      status.textContent = form.dataset.autosaveFailed;
    }
  };
  window.setInterval(save, EVERY);
  form.addEventListener("focusout", save);
});
