// The runbook's clock: hours and minutes to the moment by which everybody must have been told.
function two(number) {
  return String(number).padStart(2, "0");
}

document.querySelectorAll("[data-countdown]").forEach((clock) => {
  const end = Date.parse(clock.dataset.countdown);
  function tick() {
    const seconds = Math.max(0, Math.floor((end - Date.now()) / 1000));
    clock.textContent = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    if (seconds > 0) setTimeout(tick, 1000);
  }
  tick();
});
