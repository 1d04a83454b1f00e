"""Subcommands of `manage.py staff`."""

import uuid
from argparse import ArgumentParser, Namespace

from django.core.management.base import CommandError, OutputWrapper

from kit import clock
from kit.subcommands import subcommand
from shop.accounts import queries, services


def _email(parser: ArgumentParser) -> None:
    parser.add_argument("email", help="the confirmed address the account signs in with")


def _email_and_role(parser: ArgumentParser) -> None:
    _email(parser)
    parser.add_argument("role", help="a role of policy/roles.py")


@subcommand("staff", "grant", help="give an account a post in the studio", arguments=_email_and_role)
def grant(options: Namespace, out: OutputWrapper) -> None:
    """`manage.py staff grant EMAIL ROLE`."""
    try:
        account = services.grant(email=options.email, role=options.role, at=clock.now())
    except LookupError as error:
        raise CommandError(str(error)) from None
    out.write(f"{account.pk}: {account.role}; its sessions have ended")


@subcommand("staff", "revoke", help="take the post away", arguments=_email)
def revoke(options: Namespace, out: OutputWrapper) -> None:
    """`manage.py staff revoke EMAIL`."""
    try:
        account = services.revoke(email=options.email, at=clock.now())
    except LookupError as error:
        raise CommandError(str(error)) from None
    out.write(f"{account.pk}: no post; its sessions have ended")


def _account_and_case(parser: ArgumentParser) -> None:
    parser.add_argument("account", type=uuid.UUID, help="the number that stands with an opening")
    parser.add_argument("case", help="the reference of whoever asks, as in their letter")


@subcommand("staff", "name", help="tell who an account is, where a law asks for it", arguments=_account_and_case)
def name(options: Namespace, out: OutputWrapper) -> None:
    """`manage.py staff name ACCOUNT CASE`; on record for the colleague and in the ledger."""
    try:
        out.write(services.name_colleague(account_id=options.account, case=options.case, at=clock.now()))
    except (LookupError, ValueError) as error:
        raise CommandError(str(error)) from None


@subcommand("staff", "list", help="every account with a post")
def show(_options: Namespace, out: OutputWrapper) -> None:
    """`manage.py staff list`."""
    for account_id, role in queries.staff():
        out.write(f"{account_id} {role}")
