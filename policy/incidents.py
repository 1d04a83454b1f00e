"""The plan for the day when data leaks: who does what, who is told, what is offered, to whom we report."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from policy.roles import KEEPER
from privacy.datamap.vocabulary import ADDRESS, BIRTH_DATE, CONTACT, CREDENTIAL, FILE, MESSAGE, NAME, PHONE
from privacy.incidents.types import Audience, Drill, Kind, Plan, Regulator, Remedy, Severity, Step

KEEPERS = (KEEPER.id,)

KINDS = (
    Kind(
        "stranger-inside",
        _("A stranger got in"),
        _("Somebody who had no right to may have read data about you."),
        _("Be wary of messages that know your orders. Use your old password nowhere else."),
    ),
    Kind(
        "own-staff",
        _("Somebody of ours opened what they had no business with"),
        _("Somebody who works for us opened data about you without need."),
        _("Be wary of messages that know your orders. Ask us for the list of what was opened."),
    ),
    Kind(
        "wrong-hands",
        _("Sent to the wrong people"),
        _("Data about you reached somebody it was not meant for."),
        _("Be wary of calls and parcels you do not expect."),
    ),
    Kind(
        "lost-copy",
        _("A copy or a device was lost"),
        _("A copy that held data about you is no longer in our hands. It was sealed; the key may be out as well."),
        _("Be wary of messages that know your orders."),
    ),
)
STEPS = (
    Step(
        "declare",
        _("Declare it"),
        _("Say what happened, since when, and where. A guess will do; you can widen it."),
        KEEPERS,
        Audience.KEEPERS,
    ),
    Step(
        "count",
        _("Count the people"),
        _("One press. The machine finds everybody concerned."),
        KEEPERS,
        Audience.KEEPERS,
    ),
    Step("help", _("Stop the harm"), _("Sign everybody out, void passwords, hand out codes, change the key."), KEEPERS),
    Step("write", _("Say what happened"), _("Two or three plain sentences in each language. No names."), KEEPERS),
    Step(
        "send",
        _("Have it sent"),
        _("Propose it. Somebody else looks at the notice and agrees."),
        KEEPERS,
        Audience.CONCERNED,
    ),
    Step(
        "handed-over",
        _("Wait: notices are going out"),
        _("Nothing to do. It goes on by itself, also tonight."),
        KEEPERS,
    ),
    Step(
        "report",
        _("Report it"),
        _("Send the report to the authorities below, then note here that you did."),
        KEEPERS,
        Audience.AUTHORITIES,
    ),
    Step(
        "lessons",
        _("Write down what we learned"),
        _("What let it happen, and what keeps it from happening again."),
        KEEPERS,
    ),
)
# The first level that holds counts. Where secrets or the means of being harmed were in reach, everything is offered.
SEVERITIES = (
    Severity(
        "grave",
        _("Grave"),
        (CREDENTIAL, BIRTH_DATE, FILE),
        1000,
        (Remedy.SIGN_OUT, Remedy.NEW_PASSWORD, Remedy.MONITORING, Remedy.ROTATE_KEYS),
    ),
    Severity(
        "serious",
        _("Serious"),
        (NAME, CONTACT, PHONE, ADDRESS, MESSAGE),
        100,
        (Remedy.SIGN_OUT, Remedy.MONITORING),
    ),
    Severity("slight", _("Slight"), (), 0, (Remedy.SIGN_OUT,)),
)
REGULATORS = (
    Regulator("cac", _("Cyberspace Administration of China, provincial office"), "https://www.12377.cn/", 24),
    Regulator(
        "eu-lead",
        _("Supervisory authority of our representative in the EU"),
        "https://www.edpb.europa.eu/about-edpb/about-edpb/members_en",
        72,
    ),
    Regulator(
        "ico",
        _("Information Commissioner’s Office (United Kingdom)"),
        "https://ico.org.uk/for-organisations/report-a-breach/",
        72,
    ),
)
PLAN = Plan(
    within=dt.timedelta(hours=24),
    reminders=tuple(dt.timedelta(hours=one) for one in (12, 6, 3, 1, 0)),
    alone_after=dt.timedelta(minutes=30),
    kinds=KINDS,
    steps=STEPS,
    severities=SEVERITIES,
    regulators=REGULATORS,
    drill=Drill(people=40, address="drill-{n}@drill.example", every=dt.timedelta(days=90)),
)
