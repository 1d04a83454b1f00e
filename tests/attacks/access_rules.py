"""Who may do what at which address. An address missing here fails the build: decide, then write it down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from policy.purposes import ACCOUNTING, FULFIL_ORDER, OVERSEE, OVERVIEW, TAKE_PAYMENT, WEIGH_PUBLICATION
from privacy.datamap.types import Purpose
from privacy.datamap.vocabulary import (
    ANSWER_MAIL,
    ANSWER_RIGHTS,
    IMPROVE_POLICY,
    OVERSEE_STAFF,
    PROTECT_CHILDREN,
    SETTLE_DISPUTES,
    WARN,
)


class Gate(Enum):
    """Who comes in."""

    EVERYBODY = "everybody"
    SIGNED_IN = "whoever is signed in, to what is theirs"
    OWNER = "the owner of the object alone; to all others it does not exist"
    BUYER = "who bought it, with or without an account; to all others, visitors too, it does not exist"
    STRANGERS = "who is not signed in; the others are sent on"
    DESK = "staff whose post has the purposes; customers find nothing"
    MACHINES = "machines that sign what they send"


READ = frozenset({"GET", "HEAD"})
POST = frozenset({"POST"})
BOTH = READ | POST
# The sign-in framework's pages take these as Django's form views do: PUT is a POST without fields.
FORM = BOTH | {"PUT", "OPTIONS"}


LOOKED = {"privacy_access_opening": "the desk records who looked"}
ASKED_THE_PROVIDER = dict.fromkeys(
    ("payments_payment", "payments_paymententry", "orders_order", "orders_orderevent", "kit_jobs_job"),
    "asks the provider how the visitor's own payment stands",
)


@dataclass(frozen=True)
class Rule:
    """One line of the table.

    `objects` names, for each parameter of the address, the object of the cast it is filled with. `writes` says for each
    table a GET may write into why; empty means that it writes nothing.
    """

    gate: Gate
    methods: frozenset[str] = READ
    purposes: tuple[Purpose, ...] = ()
    objects: Mapping[str, str] = field(default_factory=dict)
    writes: Mapping[str, str] = field(default_factory=dict)
    public: bool = False  # the same bytes for everybody, may be kept by caches
    signed: str = ""  # why a POST needs no token of a form: the address itself is signed and can do this alone
    absent: frozenset[int] = frozenset({404})  # how an id that does not exist is answered


def _page(**objects: str) -> Rule:
    return Rule(Gate.EVERYBODY, public=True, objects=objects)


def _own(methods: frozenset[str] = READ, **objects: str) -> Rule:
    return Rule(Gate.OWNER if objects else Gate.SIGNED_IN, methods, objects=objects)


def _bought(methods: frozenset[str] = READ, **objects: str) -> Rule:
    return Rule(Gate.BUYER, methods, objects=objects)


def _desk(*purposes: Purpose, methods: frozenset[str] = READ, **objects: str) -> Rule:
    return Rule(Gate.DESK, methods, purposes=purposes, objects=objects, writes=LOOKED)


RULES: dict[str, Rule] = {
    # For everybody, kept whole.
    "robots": _page(),
    "security-txt": Rule(Gate.EVERYBODY),
    "change-password": Rule(Gate.EVERYBODY),
    "sitemap": _page(),
    "manifest": _page(),
    "favicon": _page(),
    "picture-file": _page(name="picture"),
    "storefront:home": _page(),
    "storefront:pieces": _page(),
    "storefront:piece": _page(slug="piece"),
    "storefront:delivery-offer": _page(slug="piece"),
    "storefront:passport-code": _page(slug="piece"),
    "storefront:collections": _page(),
    "storefront:collection": _page(slug="collection"),
    "storefront:search": _page(),
    "storefront:studio": _page(),
    "storefront:craft": _page(),
    "storefront:care": _page(),
    "storefront:delivery": _page(),
    "storefront:imprint": _page(),
    "notice:notice": _page(),
    "children:guardians": _page(),
    "notice:changes": _page(),
    "notice:change": _page(version="change"),
    "promises:promises": _page(),
    "gpc": _page(),
    "rights:complaints": _page(),
    "rights:guides": _page(),
    "rights:guide": _page(right="right"),
    "feedback:progress": _page(),
    "promises-json": _page(),
    "ledger-head": _page(),
    "notice:json": _page(),
    # For everybody, made anew each time.
    "storefront:availability": Rule(Gate.EVERYBODY, objects={"slug": "piece"}),
    "handover:objection": Rule(Gate.EVERYBODY, BOTH, objects={"token": "objection"}),
    "networks:before": Rule(Gate.EVERYBODY, BOTH, objects={"network": "network"}),
    "networks:unlink": Rule(Gate.EVERYBODY, POST, objects={"network": "network"}),
    "outside:leaving": Rule(Gate.EVERYBODY, objects={"token": "outward"}),
    # For everybody, by the visitor's own choices.
    "ui:gallery": Rule(Gate.EVERYBODY),
    "ui:look": Rule(Gate.EVERYBODY, POST),
    "storefront:currency": Rule(Gate.EVERYBODY, POST),
    "children:ask": Rule(Gate.EVERYBODY, BOTH),
    "notice:ask": Rule(Gate.EVERYBODY, BOTH, objects={"version": "change"}),
    "notice:agree": Rule(Gate.SIGNED_IN, BOTH),
    "feedback:thanks": Rule(Gate.EVERYBODY),
    "feedback:remark": Rule(Gate.EVERYBODY, BOTH, objects={"clause": "clause"}),
    "feedback:dispute": Rule(Gate.EVERYBODY, BOTH, objects={"clause": "clause"}),
    "storefront:contact": Rule(Gate.EVERYBODY, BOTH),
    "consent:choices": Rule(Gate.EVERYBODY, BOTH),
    "consent:stop": Rule(Gate.EVERYBODY, BOTH, objects={"token": "stop"}, signed="mail programs post here (RFC 8058)"),
    "analytics:seen": Rule(Gate.EVERYBODY, POST),
    "orders:cart": Rule(Gate.EVERYBODY),
    "orders:cart-lines": Rule(Gate.EVERYBODY, POST),
    "orders:cart-put": Rule(Gate.EVERYBODY, POST),
    "orders:cart-keep": Rule(Gate.EVERYBODY, POST),
    "orders:begin": Rule(Gate.EVERYBODY, POST),
    "orders:checkout": Rule(Gate.EVERYBODY, BOTH),
    "orders:checkout-parts": Rule(Gate.EVERYBODY, POST),
    "orders:back": Rule(Gate.EVERYBODY, writes=ASKED_THE_PROVIDER),
    "orders:terms": Rule(Gate.EVERYBODY),
    "orders:orders": Rule(Gate.EVERYBODY),
    # Orders: a link from a mail, then the session of who bought.
    "orders:link": Rule(Gate.EVERYBODY, objects={"token": "link"}),
    "orders:order": _bought(number="order"),
    "orders:paper": _bought(number="order", paper_number="invoice"),
    "orders:cancel": _bought(POST, number="order"),
    # Providers.
    "payments:webhook": Rule(Gate.MACHINES, POST, objects={"name": "provider"}),
    # Signing in.
    "account_login": Rule(Gate.STRANGERS, FORM),
    "account_signup": Rule(Gate.STRANGERS, FORM),
    "account_request_login_code": Rule(Gate.EVERYBODY, FORM),
    "account_confirm_login_code": Rule(Gate.EVERYBODY, FORM),
    "account_logout": Rule(Gate.EVERYBODY, FORM - {"PUT"}),
    "account_inactive": Rule(Gate.EVERYBODY, READ | {"OPTIONS"}),
    "account_email_verification_sent": Rule(Gate.EVERYBODY, FORM),
    "account_reset_password": Rule(Gate.EVERYBODY, FORM),
    "account_reset_password_done": Rule(Gate.EVERYBODY, READ | {"OPTIONS"}),
    "account_reset_password_from_key": Rule(Gate.EVERYBODY, FORM, objects={"uidb36": "uid", "key": "reset-key"}),
    "account_reset_password_from_key_done": Rule(Gate.EVERYBODY, READ | {"OPTIONS"}),
    "account_reauthenticate": Rule(Gate.SIGNED_IN, FORM),
    "account_email": Rule(Gate.SIGNED_IN, FORM, writes={"privacy_access_opening": "the framework reads the address"}),
    "account_change_password": Rule(Gate.SIGNED_IN, FORM),
    "account_set_password": Rule(Gate.SIGNED_IN, FORM),
    # What is one's own.
    "accounts:home": _own(),
    "accounts:profile": _own(BOTH),
    "accounts:addresses": _own(),
    "accounts:new-address": _own(BOTH),
    "accounts:edit-address": _own(BOTH, entry_id="address"),
    "accounts:remove-address": _own(POST, entry_id="address"),
    "accounts:accuracy": _own(POST),
    "accounts:sign-out-everywhere": _own(POST),
    # The desk.
    "desk:home": _desk(OVERVIEW),
    "desk:mail": _desk(OVERVIEW, ANSWER_MAIL),
    "desk:conversation": _desk(OVERVIEW, ANSWER_MAIL, reference="ticket"),
    "desk:open-letters": _desk(ANSWER_MAIL, methods=POST, reference="ticket"),
    "desk:answer": _desk(ANSWER_MAIL, methods=POST, reference="ticket"),
    "desk:resort": _desk(ANSWER_MAIL, methods=POST, reference="ticket"),
    "desk:close-letters": _desk(ANSWER_MAIL, methods=POST, reference="ticket"),
    "desk:enclosed": _desk(ANSWER_MAIL, reference="ticket", enclosure_id="enclosure"),
    "desk:people": _desk(OVERVIEW, methods=BOTH),
    "desk:person": _desk(OVERVIEW, methods=BOTH, person_id="person"),
    "desk:orders": _desk(OVERVIEW),
    "desk:order": _desk(OVERVIEW, number="order"),
    "desk:dispatch": _desk(FULFIL_ORDER, methods=POST, number="order"),
    "desk:label": _desk(FULFIL_ORDER, methods=POST, number="order"),
    "desk:pack": _desk(FULFIL_ORDER, methods=POST, number="order"),
    "desk:ship": _desk(FULFIL_ORDER, methods=POST, number="order"),
    "desk:deliver": _desk(FULFIL_ORDER, methods=POST, number="order"),
    "desk:cancel": _desk(FULFIL_ORDER, TAKE_PAYMENT, methods=POST, number="order"),
    "desk:refund": _desk(TAKE_PAYMENT, methods=POST, number="order"),
    "desk:paper": _desk(ACCOUNTING, number="order", paper_number="invoice"),
    "desk:pieces": _desk(OVERVIEW),
    "desk:piece": _desk(OVERVIEW, methods=BOTH, slug="piece"),
    "desk:add-picture": _desk(OVERVIEW, methods=POST, slug="piece"),
    "desk:change-picture": _desk(OVERVIEW, methods=POST, slug="piece", number="shot"),
    "desk:children": _desk(PROTECT_CHILDREN),
    "desk:suspicion": _desk(PROTECT_CHILDREN, methods=BOTH, reference="suspicion"),
    "desk:decide-suspicion": _desk(PROTECT_CHILDREN, methods=POST, reference="suspicion"),
    "desk:guardian": _desk(PROTECT_CHILDREN, methods=BOTH, reference="guardian"),
    "desk:guardian-proof": _desk(PROTECT_CHILDREN, methods=POST, reference="guardian"),
    "desk:decide-guardian": _desk(PROTECT_CHILDREN, methods=POST, reference="guardian"),
    "desk:changes": _desk(ANSWER_RIGHTS, methods=BOTH),
    "desk:change": _desk(ANSWER_RIGHTS, methods=BOTH, version="change"),
    "desk:propose-change": _desk(ANSWER_RIGHTS, methods=POST, version="change"),
    "desk:decide-change": _desk(ANSWER_RIGHTS, methods=POST, version="change"),
    "desk:discard-change": _desk(ANSWER_RIGHTS, methods=POST, version="change"),
    "desk:hold-meeting": _desk(ANSWER_RIGHTS, methods=POST, version="change"),
    "desk:question": _desk(ANSWER_RIGHTS, methods=BOTH, reference="question"),
    "desk:requests": _desk(ANSWER_RIGHTS),
    "desk:new-request": _desk(ANSWER_RIGHTS, methods=BOTH),
    "desk:lesson": _desk(ANSWER_RIGHTS, methods=POST),
    "desk:request": _desk(ANSWER_RIGHTS, methods=BOTH, reference="case"),
    "desk:request-paper": _desk(ANSWER_RIGHTS, reference="case", file_id="paper"),
    "desk:evidence": _desk(OVERVIEW),
    "desk:retry-job": _desk(OVERVIEW, methods=POST, job_id="job"),
    "desk:close-alert": _desk(TAKE_PAYMENT, methods=POST, alert_id="alert"),
    "desk:recipients": _desk(OVERSEE),
    "desk:recipient": _desk(OVERSEE, recipient_id="recipient"),
    "desk:recipient-enter": _desk(OVERSEE, methods=POST, recipient_id="recipient", deed="deed"),
    "desk:contract-approve": _desk(OVERSEE, methods=POST, contract_id="contract"),
    "desk:finding-close": _desk(OVERSEE, methods=POST, finding_id="finding"),
    "desk:demand": _desk(OVERSEE, methods=BOTH, reference="demand"),
    "desk:places": _desk(OVERSEE, methods=BOTH),
    "desk:words": _desk(IMPROVE_POLICY),
    "desk:review": _desk(IMPROVE_POLICY, methods=BOTH, clause="clause"),
    "desk:assessment": _desk(IMPROVE_POLICY, methods=BOTH),
    "desk:disputes": _desk(IMPROVE_POLICY),
    "desk:dispute": _desk(SETTLE_DISPUTES, reference="dispute"),
    "desk:take-up-dispute": _desk(SETTLE_DISPUTES, methods=POST, reference="dispute"),
    "desk:decide-dispute": _desk(SETTLE_DISPUTES, methods=POST, reference="dispute"),
    "desk:write-precedent": _desk(SETTLE_DISPUTES, methods=POST, reference="dispute"),
    "desk:release-precedent": _desk(IMPROVE_POLICY, methods=POST, precedent_id="precedent"),
    "desk:incidents": _desk(WARN),
    "desk:declare": _desk(WARN, methods=BOTH),
    "desk:drill": _desk(WARN, methods=POST),
    "desk:incident": _desk(WARN, methods=BOTH, incident_id="incident"),
    "desk:incident-report": _desk(WARN, incident_id="incident"),
    "desk:incident-widen": _desk(WARN, methods=BOTH, incident_id="incident"),
    "desk:incident-alone": _desk(WARN, methods=POST, incident_id="incident"),
    "desk:incident-codes": _desk(WARN, methods=POST, incident_id="incident"),
    "desk:incident-freeze": _desk(WARN, methods=POST, incident_id="incident"),
    "desk:incident-document": _desk(WARN, incident_id="incident", number="report-of-incident"),
    "desk:incident-file": _desk(WARN, methods=POST, incident_id="incident", authority="authority"),
    "desk:training": _desk(OVERVIEW, methods=BOTH),
    "desk:staff": _desk(OVERSEE_STAFF),
    "desk:propose-post": _desk(OVERSEE_STAFF, methods=POST),
    "desk:colleague": _desk(OVERSEE_STAFF, methods=BOTH, account="staff"),
    "desk:decide": _desk(OVERVIEW, methods=POST, proposal_id="proposal"),
    "desk:lift": _desk(OVERSEE_STAFF, methods=POST, violation_id="violation"),
    "desk:review-line": _desk(OVERSEE_STAFF, methods=POST, line_id="review-line"),
    "desk:review-glass": _desk(OVERSEE_STAFF, methods=POST, glass_id="glass"),
    "desk:emergency": _desk(OVERVIEW, methods=BOTH),
    "desk:weak-spots": _desk(OVERSEE_STAFF),
    "desk:scan": _desk(OVERSEE_STAFF, methods=POST),
    "desk:take-on": _desk(OVERSEE_STAFF, methods=POST, finding_id="weak-spot"),
    "desk:transfers": _desk(OVERSEE, methods=BOTH),
    "desk:transfer": _desk(OVERSEE, reference="transfer"),
    "desk:transfer-answer": _desk(OVERSEE, methods=POST, reference="transfer", question="question-of-transfer"),
    "desk:transfer-letter": _desk(OVERSEE, methods=POST, reference="transfer", person_id="person-of-transfer"),
    "desk:transfer-package": Rule(
        Gate.DESK,
        purposes=(OVERSEE,),
        objects={"reference": "transfer"},
        writes={"privacy_ledger_entry": "who took the package is on the ledger"},
    ),
    "desk:transfer-step": _desk(OVERSEE, methods=POST, reference="transfer", step="step-of-transfer"),
    "desk:publications": _desk(WEIGH_PUBLICATION, methods=BOTH),
    "desk:publication": _desk(WEIGH_PUBLICATION, reference="publication"),
    "desk:publication-cover": _desk(WEIGH_PUBLICATION, methods=POST, reference="publication"),
    "desk:publication-exhibit": Rule(
        Gate.DESK,
        purposes=(WEIGH_PUBLICATION,),
        objects={"reference": "publication", "number": "exhibit-of-publication"},
        writes=LOOKED | {"privacy_ledger_entry": "who looked at what would be published is on the ledger"},
    ),
    "desk:publication-package": Rule(
        Gate.DESK,
        purposes=(WEIGH_PUBLICATION,),
        objects={"reference": "publication"},
        writes=LOOKED | {"privacy_ledger_entry": "who took the package is on the ledger"},
    ),
    "desk:publication-step": _desk(
        WEIGH_PUBLICATION, methods=POST, reference="publication", step="step-of-publication"
    ),
    # One's own data: whoever has not shown who they are is asked to.
    "rights:my_data": _own(),
    "rights:schema": Rule(Gate.EVERYBODY),
    "rights:prove": Rule(Gate.EVERYBODY, BOTH),
    "rights:code": Rule(Gate.EVERYBODY, BOTH),
    "rights:send_own": _own(POST),
    "rights:leave": Rule(Gate.EVERYBODY, POST),
    "rights:complain": _own(BOTH),
    "rights:correct": _own(BOTH),
    "rights:stop": _own(BOTH),
    "rights:request": _own(reference="case"),
    "rights:confirm_request": _own(POST, reference="case"),
    "rights:reply": _own(POST, reference="case"),
    "rights:prove_new": _own(POST, reference="case"),
    "rights:revoke": _own(POST, reference="case"),
    "rights:ask_download": _own(POST),
    "rights:download": _own(reference="download"),
    "rights:packed": _own(reference="download"),
    "rights:file": _own(file_id="file"),
    "rights:consent": _own(event_id="consent"),
    "rights:paper": _own(name="paper-drawn"),
    "rights:delete": _own(BOTH),
    "rights:confirm": _own(POST),
    "rights:cancel": _own(POST),
    "rights:receipt": Rule(Gate.EVERYBODY, objects={"reference": "erasure"}),
    # The demo's outbox; the address is there in the demo alone.
    "outbox:list": Rule(Gate.EVERYBODY),
    "outbox:mail": Rule(Gate.EVERYBODY, objects={"message_id": "message"}),
    "outbox:html": Rule(Gate.EVERYBODY, objects={"message_id": "message"}),
    "outbox:attachment": Rule(Gate.EVERYBODY, objects={"message_id": "message", "file_id": "file"}),
}
