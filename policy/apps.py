"""App configuration of the policy: hands the studio's rules to the engine."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "policy"
    label = "policy"

    def ready(self) -> None:
        from policy import (  # noqa: PLC0415 - translations load with the apps
            ages,
            checks,  # noqa: F401 - registers itself
            cookies,
            guides,
            incidents,
            mail,
            outside,
            places,
            promises,
            purposes,
            recipients,
            retention,
            roles,
            scans,
            staff,
            transfers,
            workdays,
        )
        from privacy.children import registry as children  # noqa: PLC0415 - likewise
        from privacy.correspondence import registry as correspondence  # noqa: PLC0415 - likewise
        from privacy.datamap.services import register_policy  # noqa: PLC0415 - likewise
        from privacy.deadlines import registry as deadlines  # noqa: PLC0415 - likewise
        from privacy.handover import registry as handovers  # noqa: PLC0415 - likewise
        from privacy.handover.services import agreed_by  # noqa: PLC0415 - likewise
        from privacy.incidents import registry as plans  # noqa: PLC0415 - likewise
        from privacy.notice import register  # noqa: PLC0415 - likewise
        from privacy.outside import services as links  # noqa: PLC0415 - likewise
        from privacy.promises import registry as clauses  # noqa: PLC0415 - likewise
        from privacy.rights import registry as rights  # noqa: PLC0415 - likewise
        from privacy.scans import registry as weak_spots  # noqa: PLC0415 - likewise
        from privacy.sharing import advertisers  # noqa: PLC0415 - likewise
        from privacy.sharing import places as stores  # noqa: PLC0415 - likewise
        from privacy.staff import registry as staff_rules  # noqa: PLC0415 - likewise

        register_policy(
            purposes=(*purposes.ALL, *advertisers.purposes(recipients.ALL)),
            categories=purposes.CATEGORIES,
            clocks=retention.ALL,
            recipients=[advertisers.engaged(one) for one in recipients.ALL],
            roles=roles.ALL,
        )
        children.use_ages(ages.BY_COUNTRY, elsewhere=ages.ELSEWHERE, youngest=ages.YOUNGEST)
        deadlines.fill(*workdays.ALL)
        correspondence.fill(sorts=mail.SORTS, mailboxes=mail.MAILBOXES)
        register.fill(cookies.ALL)
        stores.fill(places.ALL)
        clauses.fill(promises.ALL)
        rights.fill_guides(guides.ALL)
        plans.use(incidents.PLAN)
        links.fill(outside.ALL)
        staff_rules.use(staff.POLICY)
        weak_spots.use(scans.POLICY)
        handovers.fill(transfers.ALL)
        handovers.weigh_for(purposes.WEIGH_PUBLICATION)
        agreed_by(purposes.OVERSEE)
