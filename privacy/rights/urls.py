"""Addresses of the rights room."""

from django.urls import path

from privacy.rights.views import asking, complaints, deleting, downloading, guiding, mydata, proving

app_name = "rights"
urlpatterns = [
    path("", mydata.my_data, name="my_data"),
    path("guides/", guiding.guides, name="guides"),
    path("guides/<slug:right>/", guiding.guide, name="guide"),
    path("schema.json", mydata.schema_json, name="schema"),
    path("prove/", proving.prove, name="prove"),
    path("prove/code/", proving.code, name="code"),
    path("prove/again/", proving.send_own, name="send_own"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("ask/complaint/", asking.complain, name="complain"),
    path("ask/correction/", asking.correct, name="correct"),
    path("ask/withdrawal/", asking.stop, name="stop"),
    path("requests/<slug:reference>/", asking.asked, name="request"),
    path("requests/<slug:reference>/confirm/", asking.confirm, name="confirm_request"),
    path("requests/<slug:reference>/reply/", asking.reply, name="reply"),
    path("requests/<slug:reference>/prove/", asking.prove_new, name="prove_new"),
    path("requests/<slug:reference>/revoke/", asking.revoke, name="revoke"),
    path("leave/", proving.leave, name="leave"),
    path("download/", downloading.ask, name="ask_download"),
    path("download/<str:reference>/", downloading.download, name="download"),
    path("download/<str:reference>/my-data.zip", downloading.packed, name="packed"),
    path("consents/<int:event_id>.jsonld", mydata.consent_receipt, name="consent"),
    path("papers/<str:name>/", downloading.paper, name="paper"),
    path("files/<uuid:file_id>/", downloading.file, name="file"),
    path("delete/", deleting.delete, name="delete"),
    path("delete/confirm/", deleting.confirm, name="confirm"),
    path("delete/cancel/", deleting.cancel, name="cancel"),
    path("deleted/<str:reference>/", deleting.receipt, name="receipt"),
]
