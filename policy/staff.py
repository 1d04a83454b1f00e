"""What we ask of those who work with data: courses, emergencies, reviews. Four eyes where one alone could do harm."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from kit.clock import Period
from policy.purposes import FULFIL_ORDER, KEEP_ACCOUNT
from policy.roles import ALL, KEEPER, ORDERS
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.staff.types import Course, Glass, Question, StaffPolicy

DATA = Course(
    "data",
    _("Handling people’s data"),
    (
        _("What stands half hidden stays half hidden unless you need it. Open it for one purpose and case."),
        _("Each opening is on record. The person it is about sees it, with your post and the number you gave."),
        _("Nothing goes into chats, notes, photographs or private mail. What you need is at the desk."),
        _("Whoever asks about their data proves who they are first. No exception, however well they plead."),
        _("If anything seems wrong, say so at once, at any hour. Nobody is blamed for a false alarm."),
    ),
    (
        Question(
            "open",
            _("A colleague asks you to look up a friend’s address. What do you do?"),
            (
                _("Look it up, since they are a colleague"),
                _("Refuse: there is no case"),
                _("Look it up and tell nobody"),
            ),
            1,
        ),
        Question(
            "proof",
            _("Somebody on the telephone wants their data deleted at once."),
            (_("Delete it"), _("Ask for their birthday"), _("Start a request: the code proves who they are")),
            2,
        ),
        Question(
            "alarm",
            _("At night you see an export you cannot explain."),
            (_("Declare an incident now"), _("Wait until Monday"), _("Ask in the group chat")),
            0,
        ),
        Question(
            "seen",
            _("Who sees that you opened somebody’s data?"),
            (_("Nobody"), _("Only the keepers"), _("That person, and the keepers")),
            2,
        ),
    ),
    valid=Period(years=1),
    roles=ALL,
)
INCIDENTS = Course(
    "incidents",
    _("When data leaks"),
    (
        _("The clock starts when the first of us knows, not when we are sure. Declare early; widen or close it later."),
        _("People hear from us within 24 hours what happened and what helps. Two of us agree before anything is sent."),
        _("Emergency access rings at every keeper’s. Use it when waiting would harm somebody."),
    ),
    (
        Question(
            "clock",
            _("When does the clock start?"),
            (_("When we are sure"), _("When the first of us knows"), _("On the next working day")),
            1,
        ),
        Question(
            "send",
            _("Who may agree to the notices you propose?"),
            (_("You, if it is urgent"), _("Another keeper"), _("Nobody need agree")),
            1,
        ),
    ),
    valid=Period(years=1),
    roles=(KEEPER,),
)
POLICY = StaffPolicy(
    courses=(DATA, INCIDENTS),
    glass=Glass(
        roles=(ORDERS, KEEPER),
        purposes=(FULFIL_ORDER, KEEP_ACCOUNT, ANSWER_RIGHTS),
        lasts=dt.timedelta(hours=2),
        review_within=dt.timedelta(days=3),
    ),
    review_within=dt.timedelta(days=14),
    assess_every=Period(years=1),
)
