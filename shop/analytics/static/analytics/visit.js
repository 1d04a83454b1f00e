// Tells the studio that this page was read, if the visitor allowed that, when the page is left. No cookie, no identity.
const allowed = () => /(?:^|; )choices=[^;]*measure-visits_(?:yes|despite)/.test(document.cookie);
const started = Date.now();

function visit() {
  let number = sessionStorage.getItem("visit");
  if (!number) {
    number = crypto.randomUUID().replaceAll("-", "");
    sessionStorage.setItem("visit", number);
  }
  return number;
}

function tell() {
  if (document.visibilityState !== "hidden" || !allowed()) return;
  document.removeEventListener("visibilitychange", tell);
  const seen = new URLSearchParams({
    visit: visit(),
    path: location.pathname,
    title: document.title.slice(0, 120),
    stay_seconds: Math.round((Date.now() - started) / 1000),
  });
  navigator.sendBeacon("/events/seen/", seen);
}

document.addEventListener("visibilitychange", tell);
