"""Every address of the service."""

from __future__ import annotations

from django.urls import include, path

from ehc.views import about, account, demonstration
from ehc.views.family import requests

urlpatterns = [
    path("", requests.start, name="start"),
    path("request/begin/", requests.begin, name="request_begin"),
    path("request/check/", requests.check, name="request_check"),
    path("request/sent/", requests.sent, name="request_sent"),
    path("request/delete/", requests.delete, name="request_delete"),
    path("request/<slug:name>/", requests.question, name="request_page"),
    path("health", about.health, name="health"),
    path("privacy/", about.privacy, name="privacy"),
    path("cookies/", about.cookies, name="cookies"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("session/keep", about.keep_session, name="keep_session"),
    path("sign-in/", account.sign_in, name="sign_in"),
    path("home/", account.home, name="home"),
    path("demonstration/", demonstration.people, name="people"),
    path("demonstration/<int:number>/", demonstration.become, name="become"),
    path("demonstration/mailbox/", demonstration.mailbox, name="mailbox"),
    path("account/", include("allauth.account.urls")),
]

handler400 = "ehc.views.errors.bad_request"
handler403 = "ehc.views.errors.permission_denied"
handler404 = "ehc.views.errors.not_found"
handler500 = "ehc.views.errors.server_error"
