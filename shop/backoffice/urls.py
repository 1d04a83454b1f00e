"""Addresses of the desk."""

from django.urls import path

from shop.backoffice.views import changes, evidence, home, orders, people, pieces, recipients

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<slug:number>/", orders.order, name="order"),
    path("orders/<slug:number>/dispatch/", orders.dispatch_note, name="dispatch"),
    path("orders/<slug:number>/pack/", orders.pack, name="pack"),
    path("orders/<slug:number>/ship/", orders.ship, name="ship"),
    path("orders/<slug:number>/deliver/", orders.deliver, name="deliver"),
    path("orders/<slug:number>/cancel/", orders.cancel, name="cancel"),
    path("orders/<slug:number>/refund/", orders.refund, name="refund"),
    path("orders/<slug:number>/papers/<str:paper_number>.pdf", orders.paper, name="paper"),
    path("people/", people.people, name="people"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("pieces/", pieces.pieces, name="pieces"),
    path("pieces/<slug:slug>/", pieces.piece, name="piece"),
    path("pieces/<slug:slug>/pictures/", pieces.add_picture, name="add-picture"),
    path("changes/", changes.changes, name="changes"),
    path("changes/questions/<slug:reference>/", changes.question, name="question"),
    path("changes/<slug:version>/", changes.change, name="change"),
    path("changes/<slug:version>/propose/", changes.propose, name="propose-change"),
    path("changes/<slug:version>/decide/", changes.decide, name="decide-change"),
    path("changes/<slug:version>/discard/", changes.discard, name="discard-change"),
    path("changes/<slug:version>/meetings/", changes.hold_meeting, name="hold-meeting"),
    path("recipients/", recipients.recipients, name="recipients"),
    path("recipients/<slug:recipient_id>/", recipients.recipient, name="recipient"),
    path("recipients/<slug:recipient_id>/<slug:deed>/", recipients.enter, name="recipient-enter"),
    path("contracts/<int:contract_id>/approve/", recipients.approve, name="contract-approve"),
    path("findings/<int:finding_id>/close/", recipients.close_finding, name="finding-close"),
    path("demands/<slug:reference>/", recipients.demand, name="demand"),
    path("places/", recipients.places, name="places"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/jobs/<int:job_id>/retry/", evidence.retry, name="retry-job"),
    path("evidence/alerts/<int:alert_id>/close/", evidence.close_alert, name="close-alert"),
]
