"""`bin/guides`: starts a demo studio of its own and records every guide in every language."""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.browser import chromium_path
from docs.guides.flows import FLOWS, record

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "zh-hans")
EMAIL, PASSWORD = "visitor@demo.example", "sixty coats of lacquer"


def main() -> None:
    """Record what is asked for; everything by default."""
    parser = argparse.ArgumentParser(prog="bin/guides")
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "shop/storefront/static/guides")
    parser.add_argument("--only", default=",".join(FLOWS))
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    asked = parser.parse_args()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path())
        for language in asked.languages.split(","):
            with studio() as base:
                for right in asked.only.split(","):
                    folder = asked.out / language / right
                    record(browser, base, language, right, folder, EMAIL, PASSWORD, lambda: newest_code(browser, base))
                    print(f"{language} {right}", flush=True)  # noqa: T201 - the command's output


def newest_code(browser: Browser, base: str) -> str:
    """The code in the newest mail of the demo's outbox."""
    page = browser.new_page(base_url=base)
    for _ in range(100):
        page.goto("/outbox/")
        if found := re.search(r"\b\d{6}\b", page.locator("main").inner_text()):
            page.close()
            return found[0]
        time.sleep(0.2)
    sys.exit("no code came to the outbox")


@contextmanager
def studio() -> Iterator[str]:
    """The address of a demo studio that lives as long as this block."""
    port = two_free_ports()
    with tempfile.TemporaryDirectory() as var:
        ours = {"SHIJIANG_VAR": f"{var}/var", "PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-m", "config.serve"]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **ours}, stdout=subprocess.DEVNULL)  # noqa: S603
        try:
            base = f"http://localhost:{port}"
            wait_for(f"{base}/en/")
            yield base
        finally:
            process.terminate()
            process.wait(60)


def two_free_ports() -> int:
    """The first of two neighbours: the shop takes one, its payment provider the next."""
    for port in range(23000, 30000, 2):
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    sys.exit("no two free ports")


def wait_for(url: str) -> None:
    """Until it answers: on a busy machine the demo studio takes minutes to furnish."""
    for _ in range(3000):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit(f"{url} does not answer")


if __name__ == "__main__":
    main()
