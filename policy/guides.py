"""How to use each right, step by step; `docs/guides/` records the pictures and films from the running site."""

from django.utils.translation import gettext_lazy as _

from privacy.rights.types import Guide, Right, Step

ACCESS = Guide(
    Right.ACCESS,
    _("See and download everything"),
    _("Less than a minute. You get a page to read, data for machines, and all your files."),
    (
        Step("sign-in", _("Sign in. Without an account, “My data” sends a code to your e-mail address instead.")),
        Step("account", _("In your account, choose “See and download what we know”.")),
        Step("my-data", _("Here is everything, what it is for, who has seen it, and when it goes.")),
        Step("download", _("Press “Download everything”.")),
        Step("ready", _("The archive opens with a page to read. Your files and the data for machines lie beside it.")),
    ),
)
CORRECTION = Guide(
    Right.CORRECTION,
    _("Correct what is wrong"),
    _("What you can change yourself changes at once. Anything else we answer within three working days."),
    (
        Step("account", _("In your account, choose “Change name, phone, language”.")),
        Step("change", _("Write it as it should be.")),
        Step("saved", _("Save. From this moment we use the new words.")),
        Step("ask", _("What you cannot change yourself you ask for: on “My data”, choose “Ask for a correction”.")),
        Step(
            "papers",
            _("Say what it should be. A photograph of a paper helps, if it needs showing; it goes with our decision."),
        ),
        Step("followed", _("Send. This page shows how it stands, by when you have an answer, and the answer.")),
    ),
)
DELETION = Guide(
    Right.DELETION,
    _("Erase everything"),
    _("Down to the keys, so that no backup can be read either. Nobody can undo it."),
    (
        Step("my-data", _("On “My data”, choose “Delete everything”.")),
        Step("kept", _("Read what a law makes us keep, and until when. Often that is nothing.")),
        Step("code", _("So that nobody else can do this, give your password or the code we send to your address.")),
        Step("confirm", _("Decide: in seven days, so that you can change your mind, or at once.")),
        Step("receipt", _("Done. Keep the reference if you would like to ask us about this one day.")),
    ),
)
WITHDRAWAL = Guide(
    Right.WITHDRAWAL,
    _("Take a consent back"),
    _("One click, and it counts from the next. What happened before stays lawful."),
    (
        Step("choices", _("Open “Your choices”, at the foot of every page.")),
        Step("off", _("Take the tick away from what you no longer want.")),
        Step("saved", _("Save. Letters have the same in one click, and a reply that says “unsubscribe” does it too.")),
    ),
)
COMPLAINT = Guide(
    Right.COMPLAINT,
    _("Complain"),
    _("An answer within three working days. What we change because of it is published, without your name."),
    (
        Step("my-data", _("On “My data”, choose “Complain”.")),
        Step("words", _("Say what it is about, and what happened.")),
        Step("followed", _("Send. This page shows how it stands, by when you have an answer, and the answer.")),
    ),
)

# On which pages each is shown, by the names of their addresses.
SHOWN_AT = {
    "accounts:home": ACCESS,
    "accounts:profile": CORRECTION,
    "accounts:addresses": CORRECTION,
    "consent:choices": WITHDRAWAL,
    "consent:stop": WITHDRAWAL,
    "rights:prove": ACCESS,
    "rights:correct": CORRECTION,
    "rights:complain": COMPLAINT,
    "rights:stop": WITHDRAWAL,
    "rights:delete": DELETION,
}

ALL = (ACCESS, CORRECTION, DELETION, WITHDRAWAL, COMPLAINT)
