// The consent sheet: asks once, stays silent where the browser already answers by Global Privacy Control.
const sheet = document.querySelector("[data-consent-sheet]");
const answered = document.cookie.split("; ").some((cookie) => cookie.startsWith("choices="));

async function answer(form, value) {
  const body = new URLSearchParams({ all: value });
  const reply = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  if (reply.ok) sheet.hidden = true;
}

if (sheet && !answered && !navigator.globalPrivacyControl) {
  sheet.hidden = false;
  sheet.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    answer(event.target, event.submitter.value);
  });
  // Dismissing means no.
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") answer(sheet.querySelector("form"), "no");
  });
}
