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

function startDestination(region) {
  region.addEventListener("change", async (event) => {
    const form = event.target.form;
    if (!form?.dataset.destination) return;
    const query = new URLSearchParams(new FormData(form));
    const answer = await fetch(`${form.dataset.destination}?${query}`).catch(() => null);
    if (!answer?.ok) return form.submit();
    region.innerHTML = await answer.text();
    region.querySelector("select").focus();
  });
}

document.querySelectorAll("[data-fresh]").forEach(keepFresh);
document.querySelectorAll('[data-region="delivery"]').forEach(startDestination);
