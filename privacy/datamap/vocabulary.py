"""The engine's own purposes, categories and clocks: what any site has, whatever it sells."""

from django.utils.translation import gettext_lazy as _

from kit.clock import Period
from privacy.datamap.types import Basis, Category, Mask, Purpose, Recipient, RetentionClass

SELF = Purpose("self", _("Showing you your own data"), Basis.LEGAL_DUTY)
SIGN_IN = Purpose("sign-in", _("Recognising you when you sign in"), Basis.CONTRACT)
ANSWER_RIGHTS = Purpose("answer-rights", _("Answering requests about your data"), Basis.LEGAL_DUTY)
KEEP_EVIDENCE = Purpose("keep-evidence", _("Proving that we kept our word"), Basis.LEGAL_DUTY)
LEGAL_DUTY = Purpose("legal-duty", _("Keeping what the law demands, locked away"), Basis.LEGAL_DUTY)
DELIVER_MAIL = Purpose("deliver-mail", _("Handing over messages addressed to you"), Basis.CONTRACT)
PROTECT_CHILDREN = Purpose(
    "protect-children",
    _("Finding and erasing children's data, and answering their guardians"),
    Basis.LEGAL_DUTY,
    _("Words that hint at a child are looked at by a person; a child's data is erased at once."),
)
WARN = Purpose(
    "warn",
    _("Warning you when data may have leaked"),
    Basis.LEGAL_DUTY,
    _("We find out whom it concerns, write to them within 24 hours, and offer what helps."),
)
OVERSEE_STAFF = Purpose(
    "oversee-staff",
    _("Keeping access to data in few, trained hands"),
    Basis.LEGAL_DUTY,
    _("About those who work here: posts, training, assessments, and what was done wrong."),
)

ANSWER_MAIL = Purpose("answer-mail", _("Answering what you write to us"), Basis.CONTRACT)

IMPROVE_POLICY = Purpose(
    "improve-policy", _("Making our promises better from what you tell us"), Basis.LEGITIMATE_INTEREST
)
SETTLE_DISPUTES = Purpose("settle-disputes", _("Settling what you and we read differently"), Basis.LEGAL_DUTY)

PURPOSES = (
    SELF,
    SIGN_IN,
    ANSWER_RIGHTS,
    KEEP_EVIDENCE,
    LEGAL_DUTY,
    DELIVER_MAIL,
    ANSWER_MAIL,
    WARN,
    OVERSEE_STAFF,
    IMPROVE_POLICY,
    SETTLE_DISPUTES,
    PROTECT_CHILDREN,
)

NAME = Category("name", _("Name"), Mask.NAME)
CONTACT = Category("contact", _("E-mail address or phone number"), Mask.EMAIL)
PHONE = Category("phone", _("Phone number"), Mask.PHONE)
ADDRESS = Category("address", _("Postal address"), Mask.ADDRESS)
BIRTH_DATE = Category("birth-date", _("Date of birth"), Mask.DATE)
MESSAGE = Category("message", _("What was written"))
FILE = Category("file", _("Files"))
CREDENTIAL = Category("credential", _("Sign-in secrets, stored as a one-way hash"), sealed=False)
CHOICE = Category("choice", _("Choices and consents"), sealed=False)
TRACE = Category("trace", _("Who did what and when, without contents"), sealed=False)

CATEGORIES = (NAME, CONTACT, PHONE, ADDRESS, BIRTH_DATE, MESSAGE, FILE, CREDENTIAL, CHOICE, TRACE)

# Who hands our e-mails over. The policy registers the real firm, its contract and region under the same id.
MAIL_RELAY = Recipient(
    "mail-relay", _("Our mail server's operator"), _("hands our e-mails over to yours"), "", (DELIVER_MAIL,), "", ""
)

# Who hands our text messages over. Until the policy registers the real firm under this id, the gate stays shut.
TEXT_RELAY = Recipient(
    "text-relay", _("Our text message operator"), _("hands our text messages over"), "", (DELIVER_MAIL,), "", ""
)

WHILE_CUSTOMER = RetentionClass(
    "while-customer",
    _("As long as you are with us"),
    Period(years=100),
    _("You need it to sign in and to be recognised; it goes when you go."),
)
EVIDENCE = RetentionClass(
    "evidence",
    _("Six years"),
    Period(years=6),
    _("We must be able to prove what was asked, answered and opened."),
)
MAIL = RetentionClass("mail", _("Thirty days"), Period(days=30), _("Until a message has surely arrived."))
CORRESPONDENCE = RetentionClass(
    "correspondence",
    _("Six months after the letter"),
    Period(months=6),
    _("So that we still know what was said when you write again."),
)
CHILD_CASE = RetentionClass(
    "child-case",
    _("Thirty days"),
    Period(days=30),
    _("Until it is settled whether a child wrote, or what a guardian may ask."),
)
OWN_DATE = RetentionClass("own-date", _("Until the date set on it"), Period(), _("Each carries its own end date."))
SIX_MONTHS = RetentionClass(
    "six-months", _("Six months"), Period(months=6), _("Everything that is no purchase goes after six months.")
)
DOWNLOAD = RetentionClass("download", _("One day"), Period(days=1), _("Until you have downloaded it."))
CASE_WORDS = RetentionClass(
    "case-words",
    _("Six months after it came in"),
    Period(months=6),
    _("What was written is needed until the answer was given and can be asked about; then only that it was stays."),
)
CERTIFICATES = RetentionClass(
    "certificates",
    _("Thirty days at the most"),
    Period(days=30),
    _("What proves a correction is deleted as soon as it is decided; this is the latest day."),
)

CLOCKS = (
    WHILE_CUSTOMER,
    EVIDENCE,
    MAIL,
    CORRESPONDENCE,
    OWN_DATE,
    SIX_MONTHS,
    DOWNLOAD,
    CHILD_CASE,
    CASE_WORDS,
    CERTIFICATES,
)
