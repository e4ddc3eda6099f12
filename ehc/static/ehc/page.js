"use strict";
// The design system shows its scripted parts only where scripts run. This file is deferred, so
// the body is there, and it comes before the module that starts those parts.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
