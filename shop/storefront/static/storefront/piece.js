// The object page: what may never be stale is asked for anew; delivery is shown without leaving the page.
async function fetchInto(region, address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const text = await answer.text();
  // A form that is being used, or that says the same, stays as it is.
  if (region.dataset.shown === text || region.contains(document.activeElement)) return;
  region.dataset.shown = text;
  region.innerHTML = text;
  region.dispatchEvent(new CustomEvent("region:fresh", { bubbles: true }));
}

function keepFresh(region) {
  const ask = () => document.visibilityState === "visible" && fetchInto(region, region.dataset.fresh).catch(() => {});
  ask();
  document.addEventListener("visibilitychange", ask);
  setInterval(ask, 30000);
}

// The country chosen in this tab goes on to the next piece and to the checkout; where storage is closed it is not kept.
const CHOSEN = "country";

function chosen() {
  try {
    return sessionStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
}

function choose(country) {
  try {
    sessionStorage.setItem(CHOSEN, country);
  } catch {
    // The page shows it all the same.
  }
}

async function showDelivery(region, form) {
  const query = new URLSearchParams(new FormData(form));
  const answer = await fetch(`${form.dataset.destination}?${query}`).catch(() => null);
  if (!answer?.ok) return false;
  region.innerHTML = await answer.text();
  document.querySelector("[data-sent-to]")?.replaceChildren(region.querySelector("[data-sent-to-words]").textContent);
  return true;
}

function startDestination(region) {
  region.addEventListener("change", async (event) => {
    const form = event.target.form;
    if (!form?.dataset.destination) return;
    choose(event.target.value);
    if (await showDelivery(region, form)) region.querySelector("select").focus();
    else form.submit();
  });
  const form = region.querySelector("form");
  const select = form.elements.country;
  const own = chosen() ?? new Intl.Locale(navigator.language).region;
  const asked = new URLSearchParams(location.search).has("country");
  if (asked || select.value === own || ![...select.options].some((one) => one.value === own)) return;
  select.value = own;
  showDelivery(region, form);
}

document.querySelectorAll("[data-fresh]").forEach(keepFresh);
document.querySelectorAll('[data-region="delivery"]').forEach(startDestination);
