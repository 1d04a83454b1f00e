// Hold clocks count down; at the end they say so. Spoken once a minute at most, by title alone.
function words(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

function run(clock) {
  const time = clock.querySelector("time");
  const end = Date.parse(time.dateTime);
  const left = clock.querySelector("[data-clock-left]");
  const shown = clock.querySelector("[data-clock-time]");
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" }).format(end);
  function tick() {
    const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
    if (seconds > 0) {
      shown.textContent = words(seconds);
      left.hidden = false;
      setTimeout(tick, 1000);
      return;
    }
    clock.textContent = clock.dataset.over;
    clock.classList.add("clock--over");
    clock.setAttribute("role", "status");
    clock.dispatchEvent(new CustomEvent("hold-ended", { bubbles: true }));
  }
  tick();
}

document.querySelectorAll("[data-clock]").forEach(run);
