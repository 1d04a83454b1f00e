"""A visitor whose every step is kept as a picture and as a film."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import av
from PIL import Image
from playwright.sync_api import Locator, Page

VIEW = (800, 560)
SCALE = 1.5
FRAMES_A_SECOND = 8
LETTERS_A_FRAME = 3
# A ring around what the step is about: drawn over the page, in the house's red.
RING = """(box) => {
  let ring = document.getElementById("guide-ring");
  if (!ring) { ring = document.createElement("div"); ring.id = "guide-ring"; document.body.append(ring); }
  Object.assign(ring.style, { position: "absolute", border: "3px solid #a51d1d", borderRadius: "10px", zIndex: 99,
    pointerEvents: "none", boxShadow: "0 0 0 6px rgb(165 29 29 / 18%)", left: `${box.x - 8 + scrollX}px`,
    top: `${box.y - 8 + scrollY}px`, width: `${box.width + 10}px`, height: `${box.height + 10}px` });
}"""


class Recorder:
    """Writes `NAME.webp` for each step and, with `film`, `film.webm` for the whole into a folder."""

    def __init__(self, page: Page, folder: Path, *, film: bool = True, work: Callable[[], None] = lambda: None) -> None:
        self.page, self.folder, self.steps, self.work = page, folder, list[str](), work
        folder.mkdir(parents=True, exist_ok=True)
        self._films = film
        if not film:
            return
        self._film = av.open(str(folder / "film.webm"), "w", format="webm")
        self._track = self._film.add_stream("libvpx-vp9", rate=FRAMES_A_SECOND)
        self._track.width, self._track.height = VIEW
        self._track.pix_fmt = "yuv420p"
        self._track.options = {"crf": "38", "b:v": "0", "cpu-used": "4"}

    def step(self, name: str, about: Locator | None = None, *, seconds: float = 1.5) -> None:
        """Show what the step is about, and keep its picture."""
        if about is not None:
            self._ring(about)
        with Image.open(io.BytesIO(self.page.screenshot(scale="device"))) as picture:
            picture.convert("RGB").save(self.folder / f"{name}.webp", quality=80, method=6)
        self.steps.append(name)
        self.hold(seconds)

    def click(self, what: Locator) -> None:
        """Press, and show where it led."""
        what.click()
        self.page.wait_for_load_state()
        self.hold(0.75)

    def write(self, where: Locator, words: str) -> None:
        """Type, as one sees somebody type."""
        where.fill("")
        for end in range(LETTERS_A_FRAME, len(words) + LETTERS_A_FRAME, LETTERS_A_FRAME):
            where.fill(words[:end])
            self.hold(1 / FRAMES_A_SECOND)

    def hold(self, seconds: float) -> None:
        """Let the film run over the page as it stands. Its time is counted in frames, not by a clock."""
        if not self._films:
            return
        with Image.open(io.BytesIO(self.page.screenshot(type="jpeg", quality=90, scale="css"))) as picture:
            frame = av.VideoFrame(*VIEW, "rgb24")
            frame.planes[0].update(picture.convert("RGB").tobytes())
        for _ in range(max(1, round(seconds * FRAMES_A_SECOND))):
            frame.pts = None
            self._film.mux(self._track.encode(frame))

    def finish(self) -> None:
        """Close the film."""
        if not self._films:
            return
        self.hold(1.5)
        self._film.mux(self._track.encode(None))
        self._film.close()

    def _ring(self, about: Locator) -> None:
        about.scroll_into_view_if_needed()
        time.sleep(0.2)  # smooth scrolling ends
        if box := about.bounding_box():
            self.page.evaluate(RING, box)
