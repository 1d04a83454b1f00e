"""The 59 promises: their words, where code keeps them, and honestly what is still missing."""

from django.utils.translation import gettext_lazy as _

from privacy.promises.types import Clause

COLLECT = (
    Clause(
        "collect.account",
        _("You open an account with your name, a phone number and an e-mail address from anywhere, and your password."),
        enforced=("shop.accounts", "privacy.handles.services", "privacy.handles.types"),
        missing=_("Sign-up asks for no phone number; one given in the profile is not yet confirmed by code."),
    ),
    Clause(
        "collect.biometric", _("A fingerprint or face only ever proves that it is you, and never leaves your device.")
    ),
    Clause(
        "collect.address",
        _("We ask for a delivery address anywhere in the world, down to house number, floor and room."),
        enforced=("shop.delivery", "privacy.vault.fields"),
    ),
    Clause(
        "collect.payment",
        _("You pay on the payment provider's own page. We never see your card; its code is gone when the payment is."),
        enforced=("shop.payments.services", "privacy.datamap.checks"),
        missing=_("PayPal and Stripe are not connected yet; the shop runs with its sandbox provider."),
    ),
    Clause(
        "collect.order",
        _("We record what you ordered, how many, at what price, and your wishes."),
        enforced=("shop.orders.services",),
    ),
    Clause("collect.instalments", _("An instalment plan records its plan and your wishes, and nothing else.")),
    Clause(
        "collect.commission", _("A commission asks for sketches, colours, measures in millimetres and its function.")
    ),
    Clause("collect.consultation", _("What you ask us, and what you send along, is used for that consultation alone.")),
    Clause("collect.activity", _("For an event we ask for an emergency contact, readable in an emergency alone.")),
    Clause(
        "collect.filming",
        _("We publish no picture of you without a contract signed before; faces and voices are disguised."),
    ),
    Clause(
        "collect.device", _("Of your device we note its kind and its system, coarsely; your address only for security.")
    ),
    Clause("collect.sensors", _("Motion sensors only tell hand from desk, in your browser, and are tied to nobody.")),
    Clause(
        "collect.log",
        _("Which pages are read, when and for how long, we count only if you allowed it."),
        enforced=("shop.analytics", "privacy.consent.visitors"),
        missing=_("Clicks are not recorded."),
    ),
    Clause(
        "collect.errors",
        _("Of your mistakes in forms we count the kind, never what you typed."),
        enforced=("shop.accounts.services.faults",),
        missing=_("Only failed sign-ins are counted so far, by kind and day; other forms are not."),
    ),
    Clause(
        "collect.cookies",
        _("Every cookie is listed with its purpose, content and lifetime. What is not listed cannot be set."),
        enforced=("privacy.notice.middleware", "privacy.notice.register", "policy.cookies"),
        missing=_("There is no recommendation cookie, because there are no recommendations by profile yet."),
    ),
    Clause(
        "collect.local-storage",
        _("Your cart lies in your own browser and follows you from page to page. Without it the shop still sells."),
        enforced=("shop.orders",),
    ),
    Clause(
        "collect.beacons",
        _("Beacons tell us whether pages load and how often a piece is seen each day."),
        enforced=("shop.analytics.views",),
        missing=_("Views are counted for those who allow it; whether pages load well is not measured yet."),
    ),
    Clause(
        "collect.interaction",
        _("How forms are filled and what is hovered we look at only with your consent, without contents."),
    ),
)
USE = (
    Clause(
        "use.fulfil",
        _("We tell you before a parcel is late, with a new date and something to make up for it."),
    ),
    Clause(
        "use.account",
        _("We check who signs in, with several factors, and keep what we write to each other encrypted."),
        enforced=("shop.accounts", "privacy.sharing.services.post", "privacy.correspondence.services"),
        missing=_("Second factors (passkey, phone, authenticator) are not there yet."),
    ),
    Clause("use.personalise", _("Suggestions come from what you allowed us to use, and each says why.")),
    Clause("use.improve", _("What you tell us after a purchase or course makes the site and the work better.")),
    Clause(
        "use.security",
        _("Strange sign-ins and orders are noticed at once, and you are warned."),
        enforced=(
            "shop.accounts.limits",
            "shop.accounts.services.faults",
        ),
        missing=_("Attempts are limited and failures counted; sign-ins and orders are not scored by risk yet."),
    ),
    Clause("use.marketing", _("Letters come only if you asked for them, and one click ends them.")),
)
THIRD = (
    Clause(
        "third.analytics",
        _("Firms that analyse visits work under contract, on our word alone, and only if you agree."),
        enforced=("privacy.sharing.advertisers", "privacy.sharing.services.gate"),
        missing=_("No such firm is engaged; the gate would ask for a review, a contract and your consent."),
    ),
    Clause(
        "third.ads",
        _("Advertising partners learn of an ad seen or clicked only if you agree, and pass nothing on."),
        enforced=("privacy.sharing.advertisers", "privacy.sharing.services.gate"),
        missing=_("There are no advertisements yet; the gate would ask for a review, a contract and your consent."),
    ),
    Clause(
        "third.ads-choice",
        _("You switch off personal advertising, all of it or one firm, and it stops at once."),
        enforced=("privacy.consent.visitors", "privacy.consent.middleware", "privacy.sharing.advertisers"),
        missing=_("There is no advertising to switch off yet. Each firm will have a switch of its own."),
    ),
    Clause(
        "third.anonymous-interest",
        _("What leaves about interests is so coarse that nobody can be found in it."),
        enforced=("shop.analytics.queries", "privacy.sharing.anonymous"),
        missing=_(
            "Nothing about interests leaves yet. Pages are told in steps of ten visits, people in steps of five."
        ),
    ),
)
SHARE = (
    Clause(
        "share.providers",
        _("Carriers, payment and mail providers get only what they need, under contract, and you see what went where."),
        enforced=(
            "privacy.sharing.services.gate",
            "privacy.sharing.standing",
            "policy.recipients",
            "shop.payments.services.telling",
        ),
    ),
    Clause(
        "share.partners",
        _("Partners of a joint event get only what the event needs, after a review."),
        enforced=("privacy.sharing.services.gate", "privacy.sharing.standing"),
        missing=_("There is no joint event yet; the gate refuses partners without a review."),
    ),
    Clause(
        "share.social",
        _("Before you sign in or share through a social network you are told what goes where."),
        enforced=("privacy.sharing.social", "privacy.sharing.services.connecting"),
        missing=_("No social network is used yet; the page that tells stands ready."),
    ),
    Clause(
        "share.transfer",
        _("If the studio is ever sold, the buyer keeps these promises, and you are asked first."),
        enforced=("privacy.handover.services.telling", "privacy.handover.services.sealing", "policy.transfers"),
    ),
    Clause(
        "share.disclosure",
        _("We publish nothing about you unless a law or court demands it, and then no more than that."),
        enforced=("privacy.handover.services.publishing", "privacy.handover.redaction"),
    ),
)
PROTECT = (
    Clause(
        "protect.encryption",
        _("Your data is encrypted on its way and where it rests, with a key of your own."),
        enforced=(
            "privacy.vault.fields",
            "privacy.vault.files",
            "privacy.vault.sessions",
            "privacy.vault.belonging",
            "config.settings",
        ),
    ),
    Clause(
        "protect.scans",
        _("We look for weak spots regularly and mend them by a date."),
        enforced=("privacy.scans", "policy.scans"),
    ),
    Clause(
        "protect.masking",
        _("Names and numbers are shown half hidden unless somebody needs them for a stated purpose."),
        enforced=("privacy.access.masks", "privacy.vault.sealed"),
    ),
    Clause(
        "protect.access",
        _("Only staff whose post needs it can read your data, with a reason, and each reading is on record."),
        enforced=("privacy.access.services", "policy.roles", "privacy.staff.services"),
    ),
    Clause(
        "protect.staff",
        _("Whoever works with your data is trained, and loses access when the training lapses."),
        enforced=("privacy.staff.gates", "privacy.staff.services", "policy.staff"),
    ),
    Clause(
        "protect.incident",
        _("If data leaks, you hear from us within 24 hours what happened and what helps."),
        enforced=("privacy.incidents.services", "policy.incidents"),
    ),
)
RIGHT = (
    Clause(
        "right.access",
        _("You can see and download everything we know about you, at any time."),
        enforced=("privacy.rights", "privacy.datamap.queries"),
    ),
    Clause(
        "right.correction",
        _("What is wrong is corrected within three working days, and you are told."),
        enforced=(
            "shop.accounts.services.profile",
            "shop.orders.corrections",
            "shop.orders.services.invoicing",
            "privacy.rights.services",
            "privacy.rights.new_handles",
            "privacy.rights.staying",
            "privacy.sharing.services.corrections",
        ),
    ),
    Clause(
        "right.deletion",
        _("You can have everything erased, so that nothing brings it back. What law keeps is locked and listed."),
        enforced=(
            "privacy.erasure",
            "privacy.erasure.proving.proof",
            "privacy.vault.services",
            "privacy.sharing.services.demands",
        ),
    ),
    Clause(
        "right.withdrawal",
        _("A consent is taken back in your settings, by replying to a mail or through us, and it counts at once."),
        enforced=(
            "privacy.consent.services",
            "privacy.consent.links",
            "privacy.consent.words",
            "privacy.rights.receivers",
            "privacy.sharing.services.wanted",
        ),
    ),
    Clause(
        "right.complaint",
        _("A complaint is answered within three working days, recorded, and learned from."),
        enforced=(
            "privacy.rights.services",
            "privacy.rights.complaints",
            "privacy.rights.chatting",
            "privacy.deadlines.services",
        ),
        missing=_("Complaints come by form, by e-mail and through staff. There is no chat yet; its door stands ready."),
    ),
)
STORE = (
    Clause(
        "store.location",
        _("We know and watch every country in which your data rests."),
        enforced=("policy.places", "privacy.sharing.standing"),
    ),
    Clause(
        "store.retention",
        _("Purchase records go a year after claims have lapsed; everything else goes after six months."),
        enforced=("privacy.retention", "privacy.datamap.lifetimes", "policy.retention"),
    ),
    Clause(
        "store.evidence",
        _("Each cleaning leaves a sealed record of when, what kinds, how many and how."),
        enforced=("privacy.retention", "privacy.retention.sealed", "privacy.ledger.services"),
    ),
)
REST = (
    Clause(
        "change.notice",
        _("You hear of a major change more than 15 days ahead, with the reasons."),
        enforced=(
            "privacy.notice.versions",
            "privacy.notice.services.publishing",
            "privacy.notice.services.announcing",
        ),
    ),
    Clause(
        "change.effective",
        _("A change counts from its date; before that you can ask about it."),
        enforced=(
            "privacy.datamap.locks",
            "privacy.notice.history",
            "privacy.notice.register",
            "privacy.notice.services.launching",
            "privacy.notice.services.places",
            "privacy.notice.services.questions",
        ),
    ),
    Clause(
        "links.reminder",
        _("A link that leads away says so, and what may happen there."),
        enforced=("privacy.outside.services", "privacy.outside.content", "privacy.outside.views"),
    ),
    Clause(
        "links.ad-partners",
        _("A partner who breaks the rules is dropped, and the next moment nothing more goes there."),
        enforced=("privacy.sharing.services.gate", "privacy.sharing.services.demands", "privacy.sharing.standing"),
    ),
    Clause(
        "children.under-13",
        _("The site is not for children. Their data, if it reaches us, is erased at once."),
        enforced=("policy.ages", "privacy.children.gate", "privacy.children.services", "shop.orders.forms"),
    ),
    Clause(
        "children.guardian",
        _("Guardians have a channel, an address and a number of their own."),
        enforced=("privacy.children.services.guardians", "privacy.children.views"),
        missing=_("The demo's number is made up; until the studio has set its own, guardians are rung back."),
    ),
    Clause(
        "contact.reply",
        _("Mail is answered within three working days."),
        enforced=("privacy.correspondence.services", "privacy.deadlines.services", "shop.backoffice.views.mail"),
    ),
    Clause("contact.live", _("Somebody answers around the clock, in your language.")),
    Clause(
        "other.accuracy",
        _("Now and then we ask you at sign-in whether your data is still right."),
        enforced=("shop.accounts.services.accuracy", "policy.accuracy"),
    ),
    Clause(
        "other.interpretation",
        _("If we disagree about these words, a lawyer looks at it fairly and openly."),
        enforced=("privacy.feedback.services", "policy.roles"),
    ),
    Clause(
        "other.improvement",
        _("A team keeps making this policy better from what you tell us."),
        enforced=("privacy.feedback.services", "privacy.feedback.queries"),
    ),
    Clause(
        "other.agreement",
        _("You agree to this notice when you open an account, and we can show which version."),
        enforced=(
            "shop.accounts.services.opening",
            "privacy.notice.services.agreeing",
            "privacy.notice.middleware",
        ),
    ),
)

ALL = (*COLLECT, *USE, *THIRD, *SHARE, *PROTECT, *RIGHT, *STORE, *REST)
