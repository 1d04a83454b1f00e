// Another country asks for another address: its form comes without leaving the page. Without this, a button does it.
const place = document.querySelector("[data-checkout]");

async function showCountry(form) {
  const answer = await fetch(place.dataset.partsUrl, { method: "POST", body: new FormData(form) });
  if (answer.status !== 200) return form.submit();
  place.innerHTML = await answer.text();
  dress();
  place.querySelector("[name=country]").focus();
}

function dress() {
  for (const button of place.querySelectorAll(".country-button")) button.hidden = true;
  const fault = place.querySelector("[autofocus]");
  if (fault) fault.focus();
}

place.addEventListener("change", (event) => {
  if (event.target.name === "country") showCountry(event.target.form).catch(() => event.target.form.submit());
});
// A second press while the first is on its way changes nothing, but it need not be sent.
place.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  else if (event.submitter?.name === "pay") event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of place.querySelectorAll("form")) delete form.dataset.sent;
});
dress();
// Somebody quick, or a browser that fills in again, has chosen before this script was there to hear it.
const choice = place.querySelector("[name=country]");
const shown = [...(choice?.options ?? [])].find((option) => option.defaultSelected)?.value ?? "";
if (choice && choice.value !== shown) choice.dispatchEvent(new Event("change", { bubbles: true }));
