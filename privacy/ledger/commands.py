"""`manage.py privacy ledger …`."""

import json
from argparse import ArgumentParser, Namespace

from django.core.management import CommandError
from django.core.management.base import OutputWrapper

from kit import clock
from kit.subcommands import subcommand
from privacy.ledger import queries, services


def _arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("verify", help="prove that nothing was changed, removed or inserted; exit 1 otherwise")
    actions.add_parser("seal", help="seal what waits and sign a checkpoint now")
    actions.add_parser("key", help="print the verifying key, making the signing key if there is none")
    prove = actions.add_parser("prove", help="print the inclusion proof of one entry as JSON")
    prove.add_argument("entry", type=int)


@subcommand("privacy", "ledger", help="prove, seal and hand out the evidence", arguments=_arguments)
def ledger(options: Namespace, out: OutputWrapper) -> None:
    if options.action == "verify":
        _verify(out)
    elif options.action == "seal":
        out.write(f"{services.seal(at=clock.now())} entries sealed")
    elif options.action == "key":
        services.create_key()
        out.write(queries.public_key())
    else:
        _prove(options.entry, out)


def _verify(out: OutputWrapper) -> None:
    report = queries.verify()
    out.write(
        f"{report.sealed} sealed entries ({report.expired} expired, their hashes kept), {report.waiting} waiting, "
        f"{report.checkpoints} checkpoints, {report.anchored} anchored outside"
    )
    for fault in report.faults:
        out.write(f"FAULT {fault.what}: {fault.where}")
    if not report.is_sound:
        raise CommandError("the ledger is not what was signed")
    out.write("sound: nothing was changed, removed or inserted")


def _prove(entry: int, out: OutputWrapper) -> None:
    proof = queries.inclusion(entry)
    if proof is None:
        raise CommandError(f"entry {entry} is not sealed")
    out.write(json.dumps(proof.as_json(), indent=1))
