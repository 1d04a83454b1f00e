"""What the sharing room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import NotPersonal, Personal
from privacy.datamap.vocabulary import (
    DELIVER_MAIL,
    EVIDENCE,
    KEEP_EVIDENCE,
    MAIL,
    MAIL_RELAY,
    MESSAGE,
    TEXT_RELAY,
    TRACE,
    WHILE_CUSTOMER,
)
from privacy.sharing.models import (
    Assessment,
    Connection,
    Contact,
    Contract,
    Correction,
    Demand,
    Disclosure,
    Finding,
    Message,
    Review,
    SubRecipient,
    Termination,
)

trace = Personal(TRACE, for_=[KEEP_EVIDENCE])
describe(
    Disclosure,
    title=_("Who received your data"),
    fields={
        "recipient": trace,
        "purpose": trace,
        "fields": NotPersonal("names of fields, never their content"),
        "region": NotPersonal("where the recipient sits"),
        "contract_until": NotPersonal("until when the contract ran that it went under"),
        "contract_version": NotPersonal("which version of that contract"),
        "reference": NotPersonal("the opaque number under which the recipient finds the record"),
        "grace": NotPersonal("why it went although a contract had lapsed"),
        "refused": NotPersonal("why the gate stayed shut"),
        "at": trace,
    },
    kept=EVIDENCE,
    since="at",
)
describe(
    Connection,
    title=_("Social networks you linked"),
    fields={
        "network": trace,
        "reference": NotPersonal("a random reference"),
        "scopes": NotPersonal("what the network was asked for"),
        "at": trace,
    },
    kept=WHILE_CUSTOMER,
    since="at",
)
describe(
    Correction,
    title=_("Recipients told of a correction"),
    fields={
        "recipient": trace,
        "purpose": trace,
        "place": NotPersonal("which kind of data was corrected"),
        "record": NotPersonal("the number of its row"),
        "reference": NotPersonal("the opaque number under which the recipient finds the record"),
        "made_at": trace,
        "sent_at": trace,
    },
    kept=EVIDENCE,
    since="made_at",
)
describe(Termination, not_personal="which firms were dropped, by which account of staff")
describe(Contract, not_personal="contracts with firms; accounts of staff as opaque numbers")
describe(Review, not_personal="how firms handle data; accounts of staff as opaque numbers")
describe(Finding, not_personal="what a firm has to mend")
describe(Assessment, not_personal="countries where data rests; accounts of staff as opaque numbers")
describe(SubRecipient, not_personal="names of firms")
describe(Contact, not_personal="mailboxes of firms, of nobody in person")
describe(Demand, not_personal="opaque references at a recipient, which stand for nobody here")
content = Personal(MESSAGE, for_=[DELIVER_MAIL], shared_with=[MAIL_RELAY, TEXT_RELAY])
describe(
    Message,
    title=_("E-mails we sent you"),
    fields={
        "key": NotPersonal("a reference that lets an effect happen once"),
        "handle_index": NotPersonal("keyed hash of the address it goes to"),
        "channel": NotPersonal("e-mail or text message"),
        "purpose": NotPersonal("why it is sent"),
        "language": NotPersonal("language of the message"),
        "subject": content,
        "text": content,
        "html": content,
        "headers": content,
        "attachments": NotPersonal("opaque numbers of sealed files"),
        "created_at": Personal(TRACE, for_=[DELIVER_MAIL]),
        "sent_at": Personal(TRACE, for_=[DELIVER_MAIL]),
        "withheld_at": Personal(TRACE, for_=[DELIVER_MAIL]),
        "bounced_at": Personal(TRACE, for_=[DELIVER_MAIL]),
        "bounce_code": NotPersonal("a mail server's status code"),
    },
    kept=MAIL,
    since="created_at",
)
