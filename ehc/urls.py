"""Every address of the service."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from ehc.views import (
    about,
    access,
    account,
    deliveries,
    demonstration,
    documents,
    languages,
    processes,
    reports,
    staff,
)
from ehc.views.contributors import advice as contributor_advice
from ehc.views.family import cases as family_cases
from ehc.views.family import contact as family_contact
from ehc.views.family import conversations as family_conversations
from ehc.views.family import disputes as family_disputes
from ehc.views.family import documents as request_documents
from ehc.views.family import drafts as family_drafts
from ehc.views.family import ends as family_ends
from ehc.views.family import experience as family_experience
from ehc.views.family import letters as family_letters
from ehc.views.family import meetings as family_meetings
from ehc.views.family import own_copy as family_own_copy
from ehc.views.family import reassessments as family_reassessments
from ehc.views.family import request_sending, requests
from ehc.views.family import settings as family_settings
from ehc.views.family import who_sees as family_who_sees
from ehc.views.workspace import (
    advice,
    amendments,
    answers,
    arrivals,
    asking_family,
    case,
    contact,
    conversations,
    decisions,
    disclosures,
    disputes,
    disputes_due,
    ends,
    exemptions,
    lateness,
    leaving,
    left_out,
    letters,
    phases,
    plan,
    queue,
    reassessments,
    reception,
    reliance,
    review_steps,
    reviews,
    reviews_due,
    rights,
    transfers,
)

_request = [
    path("begin/", requests.begin, name="request_begin"),
    path("check/", request_sending.check, name="request_check"),
    path("sent/", request_sending.sent, name="request_sent"),
    path("delete/", requests.delete, name="request_delete"),
    path("later/", requests.later, name="request_later"),
    path("leave/", requests.leave, name="request_leave"),
    path("resume/<str:secret>", requests.resume, name="request_resume"),
    path("documents/", request_documents.documents, name="request_documents"),
    path("documents/begin/", request_documents.begin, name="request_document_begin"),
    path("documents/<uuid:key>/", request_documents.part, name="request_document_part"),
    path("documents/<uuid:key>/remove/", request_documents.remove, name="request_document_remove"),
    path("<slug:name>/", requests.question, name="request_page"),
]
_family = [
    path("", family_cases.your_requests, name="your_requests"),
    path("<str:reference>/", family_cases.tracker, name="tracker"),
    path("<str:reference>/who-sees/", family_who_sees.who_sees, name="who_sees"),
    path("<str:reference>/draft/", family_drafts.draft, name="draft"),
    path("<str:reference>/draft/agree/", family_drafts.agree, name="agree_with_draft"),
    path("<str:reference>/draft/where-from/", family_drafts.sources, name="draft_sources"),
    path("<str:reference>/draft/meeting/", family_meetings.ask, name="ask_for_meeting"),
    path("<str:reference>/draft/setting/", family_settings.find, name="ask_for_setting"),
    path("<str:reference>/draft/setting/other/", family_settings.ask, name="ask_for_other_setting"),
    path(
        "<str:reference>/draft/setting/<int:pk>/", family_settings.ask, name="ask_for_one_setting"
    ),
    path("<str:reference>/draft/comment/", family_drafts.comment, name="comment_on_draft"),
    path("<str:reference>/draft/comment/<str:key>/", family_drafts.comment, name="comment_on_row"),
    path("<str:reference>/messages/", family_conversations.conversation, name="conversation"),
    path("<str:reference>/how-it-was/", family_experience.tell, name="tell_experience"),
    path("<str:reference>/withdraw/", family_ends.withdraw, name="withdraw"),
    path("<str:reference>/plan/", family_cases.final, name="final"),
    path("<str:reference>/letters/", family_letters.print_of, name="your_letters"),
    path("<str:reference>/contact/", family_contact.how, name="how_we_contact_you"),
    path(
        "<str:reference>/official-letters/",
        family_contact.electronic_service,
        name="official_letters",
    ),
    path("<str:reference>/everything/", family_own_copy.sent_and_received, name="everything"),
    path("<str:reference>/who-has-opened/", family_own_copy.opened, name="who_opened"),
    path("<str:reference>/if-you-disagree/", family_disputes.ways, name="if_you_disagree"),
    path("<str:reference>/disagree/<int:pk>/", family_disputes.disagree, name="disagree"),
    path("<str:reference>/reassess/", family_reassessments.ask, name="ask_again"),
]
_plan = [
    path("", plan.overview, name="plan"),
    path("begin/", plan.begin, name="plan_begin"),
    path("serve/", plan.serve, name="serve"),
    path("finalise/", plan.finalise, name="finalise"),
    path("words/<slug:group>/", plan.texts, name="plan_texts"),
    path("checks/<str:rule>/<str:key>/", plan.override, name="override"),
    path("leave-out/<str:key>/", plan.leave_out, name="leave_out"),
    path("<slug:kind>/<str:key>/", plan.row, name="plan_row"),
    path("<slug:kind>/<str:key>/remove/", plan.remove, name="plan_remove"),
]
_reviews = [
    path("", reviews.overview, name="case_reviews"),
    path("arrange/", reviews.arrange, name="arrange_review"),
    path("early/", reviews.early, name="early_review"),
    path("propose/", amendments.propose, name="propose_amendments"),
    path("<int:pk>/move/", review_steps.move, name="move_review"),
    path("<int:pk>/papers/", review_steps.papers, name="review_papers"),
    path("<int:pk>/held/", review_steps.hold, name="hold_review"),
    path("<int:pk>/report/", review_steps.report, name="review_report"),
    path("<int:pk>/cancel/", review_steps.cancel, name="cancel_review"),
    path("<int:pk>/end/", review_steps.cease, name="cease_plan"),
    path("<int:pk>/decide/", reviews.decide, name="decide_review"),
    path("<int:pk>/amend/begin/", amendments.begin, name="begin_amended_plan"),
    path("<int:pk>/amend/send/", amendments.send, name="send_amended_plan"),
    path("<int:pk>/amend/not/", amendments.not_amend, name="not_amend"),
]
_disputes = [
    path("", disputes.overview, name="case_disputes"),
    path("with/<int:pk>/", disputes.open_dispute, name="open_dispute"),
    path("<int:pk>/", disputes.dispute, name="dispute"),
    path("<int:pk>/plan/begin/", disputes.begin_plan, name="begin_plan_as_decided"),
    path("<int:pk>/<slug:step>/", disputes.step, name="dispute_step"),
]
_transfers = [
    path("", transfers.overview, name="case_transfers"),
    path("out/", transfers.move_out, name="record_move_out"),
    path("phase/", phases.record, name="record_phase"),
    path("<int:pk>/send/", transfers.send_on, name="send_plan_on"),
    path("<int:pk>/tell/", arrivals.tell, name="tell_of_transfer"),
    path("<int:pk>/next-setting/", phases.next_setting, name="name_next_setting"),
    path("<int:pk>/call-off/", transfers.call_off, name="call_off_transfer"),
    path("higher-education/", disclosures.asked, name="record_disclosure"),
    path("higher-education/<int:pk>/", disclosures.sent, name="disclose_plan"),
    path("health-body/", transfers.commissioning, name="record_commissioning"),
    path("health-body/<int:pk>/", transfers.commissioning_notice, name="commissioning_notice"),
]
_reassessments = [
    path("", reassessments.overview, name="case_reassessments"),
    path("ask/", reassessments.ask, name="ask_to_reassess"),
    path("unasked/", reassessments.unasked, name="reassess_unasked"),
    path("<int:pk>/decide/", reassessments.decide, name="decide_to_reassess"),
    path("<int:pk>/begin/", reassessments.begin, name="begin_plan_again"),
    path("<int:pk>/send/", reassessments.send, name="send_reassessed_plan"),
]
_case: list[URLPattern | URLResolver] = [
    path("", case.overview, name="case"),
    path("people/", case.people, name="case_people"),
    path("details/", case.details, name="case_details"),
    path("letters/", case.letters, name="case_letters"),
    path("messages/<int:pk>/", conversations.with_reader, name="conversation_with"),
    path("late/", lateness.tell, name="tell_why_late"),
    path("events/", case.events, name="case_events"),
    path("files/", case.files, name="case_files"),
    path("access/", case.access_log, name="case_access"),
    path("take/", queue.take, name="take"),
    path("allocate/", queue.allocate, name="allocate"),
    path("tasks/<int:pk>/", queue.task, name="task"),
    path("ask-the-family/", asking_family.ask_family, name="ask_family"),
    path("consider/", decisions.consider, name="consider_assessing"),
    path("decide-to-assess/", decisions.to_assess, name="decide_to_assess"),
    path("reverse/", decisions.reverse_refusal, name="reverse_refusal"),
    path("decide-to-issue/", decisions.to_issue, name="decide_to_issue"),
    path("exemption/", exemptions.exemption, name="exemption"),
    path("exemption/<int:pk>/", exemptions.follow, name="follow_exemption"),
    path("withdrawal/", ends.withdrawal, name="record_withdrawal"),
    path("death/", ends.death, name="record_death"),
    path("death/undo/", ends.undo_death, name="undo_death"),
    path("held/", ends.held, name="held"),
    path("responsibility/", ends.responsibility, name="responsibility"),
    path("not-ours/", leaving.not_ours, name="not_ours"),
    path("moved/", leaving.export, name="export"),
    path("custody/", leaving.hand_over, name="custody"),
    path("release/", leaving.release, name="release"),
    path("who-acts/", rights.who_acts, name="who_acts"),
    path("who-acts-for-a-parent/", rights.represented, name="parent_represented"),
    path("people/add/", rights.add_to_family, name="add_to_family"),
    path("people/<int:pk>/letters/", letters.of_member, name="letters_of_member"),
    path("people/<int:pk>/contact/", contact.how, name="contact_of_member"),
    path(
        "people/<int:pk>/official-letters/",
        contact.electronic_service,
        name="official_letters_of_member",
    ),
    path("advice/ask/", advice.ask, name="ask_for_advice"),
    path("advice/rely/", reliance.rely, name="rely_on_advice"),
    path("advice/<int:pk>/", advice.read, name="advice"),
    path("advice/<int:pk>/ask-anew/", reliance.ask_anew, name="ask_anew"),
    path("advice/<int:pk>/accept/", advice.accept, name="accept_advice"),
    path("advice/<int:pk>/return/", advice.send_back, name="return_advice"),
    path("advice/<int:pk>/give/", advice.give, name="give_advice_request"),
    path("advice/<int:pk>/chase/", advice.chase, name="chase_advice"),
    path("plan/", include(_plan)),
    path("comments/", answers.comments, name="comments"),
    path("comments/<int:pk>/", answers.answer, name="answer_comment"),
    path("settings/", answers.consult, name="consultations"),
    path("settings/asked-for/", left_out.record_request, name="record_request_for_setting"),
    path(
        "settings/asked-for/<int:pk>/no-longer/",
        left_out.withdraw_request,
        name="withdraw_request_for_setting",
    ),
    path("settings/<int:pk>/", answers.response, name="setting_answer"),
    path("settings/<int:pk>/asked-for/", left_out.note_request, name="note_request_for_setting"),
    path("settings/<int:pk>/not-named/", left_out.leave_setting_out, name="leave_setting_out"),
    path("advice/<int:pk>/qualified/", left_out.qualified_teacher, name="name_qualified_teacher"),
    path("settings/name/", answers.name_setting, name="name_setting"),
    path("reviews/", include(_reviews)),
    path("disputes/", include(_disputes)),
    path("transfers/", include(_transfers)),
    path("reassessments/", include(_reassessments)),
]
_advice = [
    path("", contributor_advice.my_advice, name="my_advice"),
    path("<int:pk>/", contributor_advice.write, name="write_advice"),
    path("link/<str:secret>", contributor_advice.link, name="advice_link"),
    path("answer/", contributor_advice.by_link, name="answer_by_link"),
]
_staff = [
    path("", staff.staff, name="staff"),
    path("add/", staff.add, name="add_staff"),
    path("teams/", staff.teams, name="teams"),
    path("settings/", staff.settings, name="settings"),
    path("settings/<int:pk>/", staff.setting, name="setting"),
    path("<int:pk>/", staff.member, name="staff_member"),
    path("<int:pk>/roles/<int:grant>/end/", staff.end_role, name="end_role"),
    path("<int:pk>/switch/", staff.switch, name="switch_account"),
]

urlpatterns = [
    path("", requests.start, name="start"),
    path("request/", include(_request)),
    path("your-requests/", include(_family)),
    path("cases/", queue.my_queue, name="my_queue"),
    path("cases/new/", queue.unallocated, name="unallocated"),
    path("cases/new/request/", reception.take_down, name="take_down_request"),
    path("cases/new/plan/", arrivals.come_in, name="plan_comes_in"),
    path("cases/phases/", phases.season, name="phase_transfers"),
    path("cases/post/", queue.post, name="post"),
    path("cases/messages/", conversations.waiting, name="messages_waiting"),
    path("cases/reviews/", reviews_due.due, name="plan_reviews"),
    path("cases/disagreements/", disputes_due.due, name="disputes_due"),
    path("cases/<str:reference>/", include(_case)),
    path("advice/", include(_advice)),
    path("papers/<int:pk>/", documents.document, name="document"),
    path("papers/<int:pk>/large-print/", documents.large_print, name="large_print"),
    path("papers/<int:pk>/word/", documents.word, name="word_copy"),
    path("papers/letter/<int:pk>/", documents.copy, name="letter_copy"),
    path("letters/<int:pk>/", documents.letter, name="letter"),
    path("files/<int:pk>/", documents.upload, name="upload"),
    path("files/of/<str:reference>/", family_own_copy.download, name="own_copy"),
    path("reviews/", include("quality_assurance.urls")),
    path("timeliness/", reports.timeliness, name="timeliness"),
    path("timeliness/chart.svg", reports.chart, name="timeliness_chart"),
    path("timeliness/cases/", reports.cases, name="timeliness_cases"),
    path("timeliness/families/", reports.families, name="families_say"),
    path("timeliness/due/", reports.due, name="timeliness_due"),
    path("who-has-looked/", access.records, name="access_records"),
    path("staff/", include(_staff)),
    path("help/", processes.overview, name="help"),
    path("help/<slug:process>/", processes.process, name="help_process"),
    path("health", about.health, name="health"),
    path("receipts", deliveries.receipt, name="delivery_receipt"),
    path("privacy/", about.privacy, name="privacy"),
    path("cookies/", about.cookies, name="cookies"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("easy-read/", languages.easy_read, name="easy_read"),
    path("british-sign-language/", languages.signed, name="signed"),
    path("language/", languages.choose, name="language"),
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
