"""Scanners by name, and the policy's deadlines."""

from collections.abc import Callable, Mapping

from privacy.scans.types import Scanner, ScanPolicy

_scanners: dict[str, Scanner] = {}
_policies: list[ScanPolicy] = []


def scanner(name: str) -> Callable[[Scanner], Scanner]:
    """Register the decorated `(at) -> Look`."""

    def register(scan: Scanner) -> Scanner:
        _scanners[name] = scan
        return scan

    return register


def scanners() -> Mapping[str, Scanner]:
    """Every scanner by name."""
    return _scanners


def use(policy: ScanPolicy) -> None:
    """Make the policy known. Called while the apps start."""
    _policies[:] = [policy]


def policy() -> ScanPolicy:
    """The policy in force; raises IndexError where there is none."""
    return _policies[0]
