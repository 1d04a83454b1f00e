"""Made-up firms: a partner of a joint evening, an advertiser, a social network."""

from privacy.datamap.types import Basis, Purpose, Recipient, RecipientKind
from privacy.datamap.vocabulary import SIGN_IN
from privacy.sharing.advertisers import consent_for, engaged
from privacy.sharing.social import Network, Scope

JOINT_EVENING = Purpose("example-evening", "An evening with the museum", Basis.CONTRACT)
PARTNER = Recipient(
    "example-museum",
    "The museum",
    "lets you in on the evening",
    region="CN",
    purposes=(JOINT_EVENING,),
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
