"use strict";
// Saves the page's form as it is typed. Without scripts, Continue saves it.
//
// One save at a time, and the form is sent only when none is under way: an earlier save that
// arrived after the form would put back what the page held before.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-autosave]");
  const status = document.querySelector("[data-autosave-status]");
  if (!form || !status) return;
  const EVERY = 15000;
  const PATIENCE = 8000;
  const CARRIED = 50000;
  const typed = () => new URLSearchParams(new FormData(form)).toString();
  let saved = typed();
  let saving = null;
  let sending = false;
  let elsewhere = false;
  const send = async (now) => {
    const data = new FormData(form);
    data.append("autosave", "1");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: data,
        // Ends its errand when the page is left; a browser carries no more than this much along.
        keepalive: now.length < CARRIED,
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      if (answer.headers.has("X-Saved-Elsewhere")) {
        // Nothing is written over what another device saved: the page shows both when it is sent.
        elsewhere = true;
        status.textContent = form.dataset.autosaveElsewhere;
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      saved = now;
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      status.textContent = `${form.dataset.autosaveSaved} ${time}`;
    } catch {
      status.textContent = form.dataset.autosaveFailed;
    }
  };
  const save = async () => {
    if (sending || saving || elsewhere) return;
    const now = typed();
    if (now === saved) return;
    saving = send(now);
    await saving;
    saving = null;
  };
  window.setInterval(save, EVERY);
  form.addEventListener("focusout", save);
  window.addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  form.addEventListener("submit", async (event) => {
    sending = true;
    if (!saving || !form.requestSubmit) return;
    event.preventDefault();
    await saving;
    saving = null;
    form.requestSubmit(event.submitter);
  });
  // Back from the next page, the form is as it was left and can be saved again.
  window.addEventListener("pageshow", () => {
    sending = false;
  });
});
