"""What a person does for each right, on the shop's own pages; the names of the steps are those of `policy.guides`."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from docs.guides.recorder import SCALE, VIEW, Recorder

Code = Callable[[], str]
Flow = Callable[[Recorder, str, str, str, Code], None]


def sign_in(rec: Recorder, at: str, email: str, password: str) -> None:
    """Off the record."""
    rec.page.goto(f"{at}/account/login/")
    rec.page.locator("[name=login]").fill(email)
    rec.page.locator("[name=password]").fill(password)
    rec.page.locator("main form [type=submit]").first.click()
    rec.page.wait_for_url(f"**{at}/account/")


def access(rec: Recorder, at: str, email: str, password: str, _code: Code) -> None:
    page = rec.page
    page.goto(f"{at}/account/login/")
    rec.write(page.locator("[name=login]"), email)
    page.locator("[name=password]").fill(password)
    submit = page.locator("main form [type=submit]").first
    rec.step("sign-in", submit)
    rec.click(submit)
    own = page.locator(f"main a[href='{at}/my-data/']").first
    rec.step("account", own)
    rec.click(own)
    rec.step("my-data")
    press = page.locator(f"form[action='{at}/my-data/download/'] [type=submit]")
    rec.step("download", press)
    with page.expect_download() as coming:
        press.click()
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(coming.value.path()).extract("index.html", folder)
        page.goto(f"file://{folder}/index.html")
        rec.step("ready")


def correction(rec: Recorder, at: str, email: str, password: str, _code: Code) -> None:
    page = rec.page
    sign_in(rec, at, email, password)
    change = page.locator(f"main a[href='{at}/account/profile/']").first
    rec.step("account", change)
    rec.click(change)
    name = page.locator("[name=name]")
    rec.write(name, "Ada Winter-Lindqvist")
    rec.step("change", name)
    rec.click(page.locator("main form [type=submit]").first)
    rec.step("saved")
    page.goto(f"{at}/my-data/")
    ask = page.locator(f"main a[href='{at}/my-data/ask/correction/']").first
    rec.step("ask", ask)
    rec.click(ask)
    rec.write(page.locator("[name=wanted]"), "Ada Winter-Lindqvist")
    papers = page.locator("[name=papers]")
    papers.set_input_files({"name": "certificate.jpg", "mimeType": "image/jpeg", "buffer": certificate()})
    rec.step("papers", papers)
    rec.click(page.locator("main form [type=submit]").first)
    rec.step("followed")


def certificate() -> bytes:
    """A photograph of a paper, without a name on it."""
    paper, out = Image.new("RGB", (480, 640), "#f6f1e7"), io.BytesIO()
    lines = ImageDraw.Draw(paper)
    for row in range(80, 560, 40):
        lines.line((60, row, 420, row), fill="#5f544a", width=3)
    paper.save(out, "JPEG")
    return out.getvalue()


def deletion(rec: Recorder, at: str, email: str, password: str, code: Code) -> None:
    page = rec.page
    sign_in(rec, at, email, password)
    page.goto(f"{at}/my-data/")
    leave = page.locator(f"main a[href='{at}/my-data/delete/']")
    rec.step("my-data", leave)
    rec.click(leave)
    send = page.locator(f"form[action='{at}/my-data/prove/again/'] [type=submit]")
    rec.step("kept", send)
    rec.click(send)
    field = page.locator("main [name=code]")
    rec.write(field, code())
    rec.step("code", field)
    rec.click(page.locator("main form [type=submit]").first)
    now = page.locator(f"form[action='{at}/my-data/delete/confirm/'] [type=submit]").last
    rec.step("confirm", now)
    rec.click(now)
    while page.locator("main dl dt").count() < 3:  # begun, finished: the page looks again by itself
        rec.work()
        page.wait_for_timeout(500)
    rec.step("receipt")


def withdrawal(rec: Recorder, at: str, email: str, password: str, _code: Code) -> None:
    page = rec.page
    sign_in(rec, at, email, password)
    page.goto(f"{at}/choices/")
    letters = page.locator("main [type=checkbox]").last
    save = page.locator("main form [type=submit]").first
    letters.check()
    save.click()
    page.goto(f"{at}/choices/")
    rec.step("choices", letters)
    letters.uncheck()
    rec.step("off", letters)
    rec.click(save)
    rec.step("saved")


def complaint(rec: Recorder, at: str, email: str, password: str, _code: Code) -> None:
    page = rec.page
    sign_in(rec, at, email, password)
    page.goto(f"{at}/my-data/")
    link = page.locator(f"main a[href='{at}/my-data/ask/complaint/']").first
    rec.step("my-data", link)
    rec.click(link)
    said = {"/en": "I asked twice and heard nothing.", "/zh-hans": "我问了两次，没有回音。"}
    rec.write(page.locator("main textarea[name=words]"), said[at])
    page.locator("main [name=cause]").first.evaluate(
        "one => { one.type === 'radio' ? one.checked = true : one.selectedIndex = 1 }"
    )
    send = page.locator("main form [type=submit]").first
    rec.step("words", send)
    rec.click(send)
    rec.step("followed")


FLOWS: dict[str, Flow] = {
    "access": access,
    "correction": correction,
    "withdrawal": withdrawal,
    "complaint": complaint,
    "deletion": deletion,
}


def record(
    browser: Browser,
    base: str,
    language: str,
    right: str,
    folder: Path,
    email: str,
    password: str,
    code: Code,
    *,
    film: bool = True,
    work: Callable[[], None] = lambda: None,
) -> list[str]:
    """Record one guide in one language at the site `base`; returns the names of the steps taken.

    Without `film` the pictures alone. `work` lets jobs run where no worker does.
    """
    context = browser.new_context(
        base_url=base,
        viewport={"width": VIEW[0], "height": VIEW[1]},
        device_scale_factor=SCALE,
        locale=language,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"/{language}/")
    page.mouse.wheel(0, VIEW[1])
    page.locator("[data-consent-sheet] [value=no]").click()
    page.wait_for_load_state()
    recorder = Recorder(page, folder, film=film, work=work)
    FLOWS[right](recorder, f"/{language}", email, password, code)
    recorder.finish()
    context.close()
    return recorder.steps
