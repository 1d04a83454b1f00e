"""The values that components take: pictures, moments, crumbs, choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph in one or more formats; `width` and `height` are pixels of `src` and reserve its place.

    `avif` and `webp` are srcset strings (see `srcset`); `full` is the address of the largest file, for zooming.
    """

    src: str
    width: int
    height: int
    alt: str
    avif: str = ""
    webp: str = ""
    full: str = ""


def srcset(addresses: Mapping[int, str]) -> str:
    """A srcset value from widths in pixels to addresses: `{480: "/a.webp"}` gives `/a.webp 480w`."""
    return ", ".join(f"{address} {width}w" for width, address in sorted(addresses.items()))


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a timeline; `when` is shown as it is given, or as date and time if it is a datetime."""

    title: str
    when: datetime | str = ""
    text: str = ""
    state: Literal["done", "now", "next"] = "done"
    href: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of a trail; the last one has no address."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a switch; `language` (BCP 47) marks a label written in another language."""

    value: str
    label: str
    language: str = ""
