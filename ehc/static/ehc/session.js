"use strict";
// Says before a session ends that it will, and keeps it going on request. Without scripts the
// rule stands on the page, and every page opened or saved keeps the session going.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-session-seconds]");
  if (!place) return;
  const lasts = Number(place.dataset.sessionSeconds) * 1000;
  const warns = Number(place.dataset.sessionWarningSeconds) * 1000;
  const notice = place.querySelector(".ehc-session__notice");
  const form = place.querySelector("form");
  let timers = [];
  const begin = () => {
    timers.forEach(window.clearTimeout);
    const ends = new Date(Date.now() + lasts);
    timers = [
      window.setTimeout(() => {
        const time = ends.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
        notice.textContent = place.dataset.sessionSoon.replace("{time}", time);
        form.hidden = false;
        place.classList.add("ehc-session--warning");
      }, lasts - warns),
      window.setTimeout(over, lasts),
    ];
  };
  const over = () => {
    notice.textContent = place.dataset.sessionOver;
    form.hidden = true;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!answer.ok) return over();
      notice.textContent = place.dataset.sessionKept;
      form.hidden = true;
      place.classList.remove("ehc-session--warning");
      begin();
    } catch {
      // The connection is gone for a moment: the button is still there to be tried again.
    }
  });
  begin();
});
