// The cart in the browser: ids, quantities and when each was changed. Prices come from the server alone.
// Forms marked data-cart work without this; where storage is closed they are left to the server.
const NAME = "cart";

function storage() {
  try {
    localStorage.setItem(NAME, localStorage.getItem(NAME) ?? "{}"); // throws where it is closed or full
    return localStorage;
  } catch {
    return null;
  }
}

function read() {
  try {
    const lines = JSON.parse(store.getItem(NAME) ?? "{}");
    return lines && typeof lines === "object" && !Array.isArray(lines) ? lines : {};
  } catch {
    return {};
  }
}

function write(lines) {
  try {
    store.setItem(NAME, JSON.stringify(lines));
    return true;
  } catch {
    return false; // full, or closed meanwhile: the form goes to the server instead
  }
}

function put(piece, quantity) {
  return write({ ...read(), [piece]: [quantity, Date.now()] });
}

function count() {
  const sum = Object.values(read()).reduce((all, [quantity]) => all + quantity, 0);
  for (const place of document.querySelectorAll("[data-cart-count]")) {
    place.textContent = sum ? String(sum) : "";
    place.hidden = !sum;
  }
}

function fill(form) {
  const said = form.querySelector("[data-cart-said]");
  if (!said) return;
  said.hidden = false;
  said.scrollIntoView({ block: "nearest" });
}

let asked = 0;

async function show() {
  const page = document.querySelector("[data-cart-page]");
  if (!page) return;
  const turn = ++asked;
  const body = new URLSearchParams({ lines: JSON.stringify(read()) });
  const answer = await fetch(page.dataset.linesUrl, { method: "POST", body });
  if (!answer.ok || turn !== asked) return;
  const focused = document.activeElement?.closest("[data-piece]")?.dataset.piece;
  page.innerHTML = await answer.text();
  const kept = page.querySelector("[data-cart-kept]");
  if (kept) write(JSON.parse(kept.dataset.cartLines));
  if (focused) (page.querySelector(`[data-piece="${focused}"] a`) ?? page.querySelector("a, button"))?.focus();
  count();
}

function onSubmit(event) {
  const form = event.target.closest("form[data-cart]");
  if (!form) return;
  const data = new FormData(form);
  if (!form.reportValidity() || !put(data.get("piece"), Number(data.get("quantity")))) return;
  event.preventDefault();
  count();
  if (form.dataset.cart === "add") fill(form);
  else show();
}

// The country chosen on a piece's page goes on to the checkout.
function takeCountryAlong(event) {
  const form = event.target.closest("form[data-begin]");
  if (!form) return;
  try {
    form.elements.country.value = sessionStorage.getItem("country") ?? "";
  } catch {
    // Then the checkout asks.
  }
}

// What was bought leaves the cart, unless it was put in again afterwards.
function takeOutBought() {
  for (const place of document.querySelectorAll("[data-cart-bought]")) {
    const lines = read();
    const at = Number(place.dataset.cartBoughtAt);
    for (const piece of place.dataset.cartBought.split(" ")) {
      if (lines[piece]?.[0] && lines[piece][1] <= at) lines[piece] = [0, at];
    }
    write(lines);
  }
}

document.addEventListener("submit", takeCountryAlong);
const store = storage();
if (store) {
  document.addEventListener("submit", onSubmit);
  window.addEventListener("storage", (event) => {
    if (event.key !== NAME && event.key !== null) return;
    count();
    show();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) show();
  });
  takeOutBought();
  count();
  show();
}
