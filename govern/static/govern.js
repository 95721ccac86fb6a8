/* Starts the GOV.UK components and warns before a sign-in ends; every page works without. */
import { initAll } from "./vendor/govuk-frontend.min.js";

const WARNING_SECONDS = 120;

function warnBeforeTheEnd(dialog) {
  const allowed = Number(dialog.dataset.idleSeconds);
  let seenAt = Date.now();
  const left = () => Math.round(allowed - (Date.now() - seenAt) / 1000);
  const words = (seconds) =>
    seconds > 90 ? "2 minutes" : seconds > 45 ? "1 minute" : "less than a minute";

  async function stay() {
    const headers = { "X-CSRFToken": dialog.dataset.token };
    const answer = await fetch(dialog.dataset.keep, { method: "POST", headers });
    if (!answer.ok) {
      window.location.assign(dialog.dataset.ended);
      return;
    }
    seenAt = Date.now();
    dialog.close();
  }

  function look() {
    const seconds = left();
    if (seconds <= 0) {
      window.location.assign(dialog.dataset.ended);
    } else if (seconds <= WARNING_SECONDS) {
      const text = words(seconds);
      const place = dialog.querySelector("[data-remaining]");
      if (place.textContent !== text) place.textContent = text;
      if (!dialog.open) dialog.showModal();
    }
  }

  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  window.setInterval(look, 5000);
}

function foldAway(details) {
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}

for (const part of document.querySelectorAll("[data-chooses]")) {
  part.addEventListener("input", () => { document.getElementById(part.dataset.chooses).checked = true; });
}
initAll();
for (const each of document.querySelectorAll("details[data-folds]")) foldAway(each);
const dialog = document.getElementById("idle-warning");
if (dialog) warnBeforeTheEnd(dialog);
for (const each of document.querySelectorAll("[data-print]")) {
  each.hidden = false;
  each.addEventListener("click", () => window.print());
}
