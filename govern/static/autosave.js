/* Saves a section while its author pauses, and keeps in this tab what could not be saved.
   The form works without: this only saves sooner, and gives back what an ended sign-in cut off. */
const PAUSE = 4000;
const APART = 15000;
const place = document.querySelector("[data-autosave]");

function fields(form) {
  const typed = new FormData(form);
  typed.delete("csrf_token");
  typed.delete("step");
  typed.delete("based_on");
  return JSON.stringify([...typed.entries()].filter(([, value]) => typeof value === "string"));
}

function start(form) {
  const key = `govern-typed:${window.location.pathname}`;
  const said = document.querySelector("[data-autosaved]");
  const basedOn = form.querySelector("input[name=based_on]");
  const who = place.dataset.who;
  let last = fields(form);
  let savedAt = 0;
  let timer = 0;
  let stopped = false;

  function tell(text) {
    said.hidden = false;
    said.textContent = text;
  }

  function keep(submitted = false) {
    const kept = { who, submitted, basedOn: basedOn.value, at: Date.now(), typed: fields(form) };
    try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* full: the form has it */ }
  }

  async function save() {
    timer = 0;
    const now = fields(form);
    if (stopped || now === last) return;
    const body = new FormData(form);
    body.set("step", "autosave");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    } catch {
      tell("Not saved: the service cannot be reached. What you typed is kept in this tab.");
      return;
    }
    savedAt = Date.now();
    // Without its session a page is refused for its old token (400) before anybody asks who it is.
    if ([400, 401].includes(answer.status) || answer.type === "opaqueredirect") {
      tell("Your sign-in has ended. What you typed is kept in this tab. ");
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = place.dataset.signIn;
      link.textContent = "Sign in again";
      said.append(link);
      return;
    }
    const told = await answer.json().catch(() => ({ told: "Not saved. Save it by hand." }));
    if (answer.ok) {
      basedOn.value = told.revision;
      last = now;
      if (fields(form) === now) sessionStorage.removeItem(key);
    }
    stopped = answer.status === 409;
    tell(told.told);
  }

  form.addEventListener("input", () => {
    keep();
    if (timer) window.clearTimeout(timer);
    timer = window.setTimeout(save, Math.max(PAUSE, savedAt + APART - Date.now()));
  });
  form.addEventListener("submit", () => { stopped = true; keep(true); });
  giveBack(form, key, who, basedOn, tell, said);
}

function giveBack(form, key, who, basedOn, tell, said) {
  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(key)); } catch { /* not ours */ }
  if (!kept) return;
  // Saved by hand, or of somebody else on this computer: nothing to give back.
  const submitted = kept.submitted && Number(basedOn.value) > Number(kept.basedOn);
  if (kept.who !== who || submitted || kept.typed === fields(form)) {
    sessionStorage.removeItem(key);
    return;
  }
  const at = new Date(kept.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  tell(`What you typed until ${at} was not saved. `);
  const back = document.createElement("button");
  back.type = "button";
  back.textContent = "Put it back";
  back.addEventListener("click", () => {
    for (const [name, value] of JSON.parse(kept.typed)) {
      for (const each of form.elements) {
        if (each.name !== name) continue;
        if (each.type === "radio" || each.type === "checkbox") each.checked ||= each.value === value;
        else if (each.type !== "hidden") each.value = value;
        each.dispatchEvent(new Event("govern:given"));
      }
    }
    tell("What you typed is back in the form. Save it to keep it.");
  });
  const drop = document.createElement("button");
  drop.type = "button";
  drop.textContent = "Leave it out";
  drop.addEventListener("click", () => { sessionStorage.removeItem(key); said.hidden = true; });
  said.append(back, drop);
}

const form = place?.closest("form");
if (form) start(form);
