"""The first view of an object page in a real browser: weight over the wire, and what it feels like on a slow line."""

import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.house import environment
from bench.report import Row, middle
from bench.serving import Server, serving

# Chromium's own presets: "Fast 4G", and a processor four times slower.
FAST_4G = {"offline": False, "latency": 165, "downloadThroughput": 9e6 / 8 * 0.9, "uploadThroughput": 1.5e6 / 8 * 0.9}
SLOWER = 4
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WATCH = """
window.vitals = {lcp: 0, cls: 0, inp: 0};
const watch = (type, note, more) => new PerformanceObserver((list) => list.getEntries().forEach(note))
  .observe({type, buffered: true, ...more});
watch('largest-contentful-paint', (one) => { vitals.lcp = one.startTime; });
watch('layout-shift', (one) => { if (!one.hadRecentInput) vitals.cls += one.value; });
const felt = (one) => { if (one.interactionId) vitals.inp = Math.max(vitals.inp, one.duration); };
watch('event', felt, {durationThreshold: 16});
"""


def chromium_path() -> str | None:
    """The system's Chromium, without a window where there is a choice; None to let Playwright use its own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def measure(var: Path, *, quick: bool) -> Iterator[Row]:
    """Weight of a first view, then LCP, CLS and INP of several first views by a telephone on a slow line."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the shop runs without it
    except ImportError:
        sys.stderr.write("no browser here: install requirements-dev.txt\n")
        return
    with serving("config.wsgi:application", env=environment(var)) as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=FLAGS, env=_at_home(var))
        weights = _visit(browser, site, slow=False)["weights"]
        felt = [_visit(browser, site, slow=True) for _ in range(2 if quick else 7)]
        browser.close()
    light = sum(weights.values()) - weights["main photograph"]
    parts = ", ".join(f"{name} {size / 1000:.1f}" for name, size in sorted(weights.items()))
    yield _within("object page, first view without the main photograph", light / 1000, 150, "kB", parts)
    yield _within("object page, scripts", weights["Script"] / 1000, 25, "kB", "compressed, as sent")
    yield _within("object page, fonts", weights["Font"] / 1000, 60, "kB", "as sent")
    for name, goal, unit in (("lcp", 1200, "ms"), ("cls", 0.01, ""), ("inp", 100, "ms")):
        values = [one[name] for one in felt]
        spread = f"{_figure(min(values))} to {_figure(max(values))} in {len(values)} visits"
        here = f"{spread}; Fast 4G, processor {SLOWER} times slower"
        yield _within(f"object page, {name.upper()}", middle(values), goal, unit, here)


def _at_home(var: Path) -> dict[str, str | float | bool]:
    """Whatever the browser keeps goes with the installation."""
    return {**os.environ, "HOME": str(var.parent), "XDG_CONFIG_HOME": str(var.parent)}


def _within(what: str, value: float, goal: float, unit: str, here: str) -> Row:
    return Row(what, f"{_figure(value)} {unit}".strip(), f"≤ {goal:g} {unit}".strip(), value <= goal, here)


def _figure(value: float) -> str:
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def _visit(browser: Any, site: Server, *, slow: bool) -> dict[str, Any]:
    """Open the first object page with an empty cache, look at another view, put it into the cart."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True)
    page = context.new_page()
    address = f"http://localhost:{site.port}"
    page.goto(f"{address}/en/pieces/")
    piece = page.locator(".card__name a").first.get_attribute("href")
    context.close()
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    weights = _weighed(tools)
    if slow:
        tools.send("Network.emulateNetworkConditions", FAST_4G)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(f"{address}{piece}", wait_until="networkidle")
    main = page.evaluate("document.querySelector('main img').currentSrc")
    sizes: dict[str, float] = defaultdict(float)
    for url, (kind, size) in weights.items():
        sizes["main photograph" if url == main else kind] += size
    page.locator("[data-gallery] a, .gallery__thumbs a").nth(1).click()
    page.wait_for_timeout(400)
    felt = page.evaluate("vitals")
    context.close()
    return {**felt, "weights": sizes}


def _weighed(tools: Any) -> dict[str, tuple[str, float]]:
    """Bytes over the wire, by address, as they arrive."""
    tools.send("Network.enable")
    asked: dict[str, tuple[str, str]] = {}
    weights: dict[str, tuple[str, float]] = {}

    def begun(one: dict[str, Any]) -> None:
        asked[one["requestId"]] = (one["response"]["url"], one["type"])

    def done(one: dict[str, Any]) -> None:
        if one["requestId"] in asked:
            url, kind = asked[one["requestId"]]
            weights[url] = (kind, one["encodedDataLength"])

    tools.on("Network.responseReceived", begun)
    tools.on("Network.loadingFinished", done)
    return weights
