// The consent sheet: asks once, stays silent where the browser already answers by Global Privacy Control.
// On a narrow screen the first view belongs to the page: the question waits until somebody reads on.
const sheet = document.querySelector("[data-consent-sheet]");
const answered = document.cookie.split("; ").some((cookie) => cookie.startsWith("choices="));

async function answer(value) {
  const body = new URLSearchParams({ all: value });
  const reply = await fetch(sheet.action, { method: "POST", body, headers: { Accept: "application/json" } });
  if (reply.ok) sheet.hidden = true;
}

function whenReadOn(act) {
  if (!matchMedia("(max-width: 60rem)").matches) return act();
  const look = () => {
    if (scrollY < innerHeight / 4) return;
    removeEventListener("scroll", look);
    act();
  };
  addEventListener("scroll", look, { passive: true });
  look();
}

if (sheet && !answered && !navigator.globalPrivacyControl) {
  whenReadOn(() => (sheet.hidden = false));
  sheet.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(event.submitter.value);
  });
  // Dismissing means no.
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") answer("no");
  });
}
