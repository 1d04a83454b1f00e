// On every page: the look the visitor chose, dialogs, seals. Everything here also works without it.
const root = document.documentElement;
const YEAR = 31536000;

function remembered(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : "";
}

function remember(name, value, unset) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const age = value === unset ? 0 : YEAR;
  document.cookie = `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}

function wear(name, value, unset) {
  if (value === unset) delete root.dataset[name];
  else root.dataset[name] = value;
  for (const button of document.querySelectorAll(`[data-hook="look"] button[name="${name}"]`)) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}

function startLook() {
  const unset = { ground: "system", text: "normal" };
  for (const [name, none] of Object.entries(unset)) wear(name, remembered(name) || none, none);
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!event.target.matches('[data-hook="look"]') || !(button?.name in unset)) return;
    event.preventDefault();
    const change = () => wear(button.name, button.value, unset[button.name]);
    remember(button.name, button.value, unset[button.name]);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (document.startViewTransition && !still) document.startViewTransition(change);
    else change();
  });
}

function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    const closer = event.target.closest("[data-dialog-close]");
    const open = closer ? closer.closest("dialog") : event.target.matches("dialog[open]") && event.target;
    if (open?.open) {
      if (closer) event.preventDefault();
      if (closer || outside(open, event)) open.close();
    }
  });
}

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}

// Seals and menus are `details`: Escape and a press elsewhere close them.
function startLightDetails() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const light = event.target.closest?.("[data-light][open]");
    if (!light) return;
    light.open = false;
    light.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const light of document.querySelectorAll("[data-light][open]")) {
      if (!light.contains(event.target)) light.open = false;
    }
  });
}

startLook();
startDialogs();
startLightDetails();
