"use strict";
// The design system shows its scripted parts only where scripts run. This file is deferred, so
// the body is there, and it comes before the module that starts those parts.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
// The skip link leaves its mark on the address. A form sent from there would carry it to the next
// page, where the browser would take the focus away from what is wrong or has been done.
window.addEventListener("hashchange", () => {
  if (window.location.hash !== "#main-content") return;
  window.history.replaceState(window.history.state, "", window.location.href.split("#")[0]);
});
