"""Made-up firms: a partner of joint activities, an advertiser, an analyst, two social networks."""

from privacy.datamap.types import Basis, Purpose, Recipient, RecipientKind
from privacy.datamap.vocabulary import SIGN_IN
from privacy.sharing.advertisers import consent_for, engaged
from privacy.sharing.social import Network, Scope

JOINT_EVENING = Purpose("example-evening", "An evening with the museum", Basis.CONTRACT)
# Another activity with the same partner: whoever takes part has said yes to it. And one it has no part in.
JOINT_WALK = Purpose("example-walk", "A walk with the museum", Basis.CONSENT)
OTHER_EVENING = Purpose("example-other", "An evening with somebody else", Basis.CONTRACT)
PARTNER = Recipient(
    "example-museum",
    "The museum",
    "lets you in on the evening",
    region="CN",
    purposes=(JOINT_EVENING, JOINT_WALK),
    contract_until="2030-01-01",
    review_due="2030-01-01",
    kind=RecipientKind.PARTNER,
)
ADVERTISER = engaged(
    Recipient(
        "example-ads",
        "Adverts & Co",
        "shows you lacquer elsewhere",
        region="IE",
        purposes=(),
        contract_until="2030-01-01",
        review_due="2030-01-01",
        kind=RecipientKind.ADVERTISING,
    )
)
ADS = consent_for(ADVERTISER)
ANALYST = engaged(
    Recipient(
        "example-analyst",
        "Counts & Paths",
        "tells us which pages are read",
        region="IE",
        purposes=(),
        contract_until="2030-01-01",
        review_due="2030-01-01",
        kind=RecipientKind.ANALYTICS,
    )
)
ANALYSIS = consent_for(ANALYST)
NETWORK = Network(
    Recipient(
        "example-network",
        "The network",
        "tells us who you are there",
        region="IE",
        purposes=(SIGN_IN,),
        contract_until="2030-01-01",
        review_due="2030-01-01",
        kind=RecipientKind.SOCIAL,
    ),
    learns=("That you have an account with us", "When you sign in"),
    scopes=(
        Scope("openid", "Your number there", "to know you again"),
        Scope("email", "Your address", "to write to you"),
    ),
    entrance=lambda state: f"https://network.example/authorize?client_id=studio&scope=everything&state={state}",
)
SHARE = Purpose("example-share", "Showing a piece to others", Basis.CONSENT)
# Shares a piece: nobody signs in, nothing is asked for.
FEED = Network(
    Recipient(
        "example-feed",
        "The feed",
        "shows what you share",
        region="US",
        purposes=(SHARE,),
        contract_until="2030-01-01",
        review_due="2030-01-01",
        kind=RecipientKind.SOCIAL,
    ),
    learns=("Which piece you share", "That you come from us"),
    scopes=(),
    entrance=lambda state: f"https://feed.example/share?url=https%3A%2F%2Fstudio.example%2Fpiece&state={state}",
)
