// The console works without this script. With it, filters apply at once, keys move through the queue, nothing typed is lost
// when a tab is left, a second click does nothing, and what others do shows up by itself.
"use strict";

const interval = 1500;
const main = document.getElementById("main");
document.documentElement.classList.add("scripted");

/** The part of the page that is told when something has changed, if it has one. */
const watched = () => main.querySelector("[data-news]");

// ---- Drafts: what was typed and not sent stays with the tab.

const draftKey = (field) => `draft:${location.pathname}#${field.id}`;
const written = () => [...main.querySelectorAll("textarea")];

function restoreDrafts() {
  const done = document.getElementById("done") && new URLSearchParams(location.search).get("done");
  for (const field of written()) {
    if (done && field.id === `${done}-text`) {
      sessionStorage.removeItem(draftKey(field));
    } else if (field.value === "") {
      field.value = sessionStorage.getItem(draftKey(field)) ?? "";
    }
  }

  if (done) {
    // A reload must not say again that it was done.
    history.replaceState(null, "", location.pathname);
  }
}

main.addEventListener("input", (event) => {
  if (event.target instanceof HTMLTextAreaElement) {
    if (event.target.value === "") {
      sessionStorage.removeItem(draftKey(event.target));
    } else {
      sessionStorage.setItem(draftKey(event.target), event.target.value);
    }
  }
});

/** Whether a refresh of the whole page would take something from the reader. */
function isBusy() {
  return written().some((field) => field.value !== "")
    || [...main.querySelectorAll(".panel select")].some((field) => [...field.options].some((option) => option.selected !== option.defaultSelected && (option.selected ? option.index > 0 : true)))
    || main.contains(document.activeElement) && document.activeElement.matches("textarea, select, input[type=search]");
}

// ---- Forms

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "post") {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }

    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-disabled", "true");
    }
  } else if (form.method === "get") {
    // An address says only what is not as usual.
    for (const field of form.elements) {
      field.disabled = field.name !== "" && field.value === "";
    }
  }
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    location.reload();
  }
});

main.addEventListener("change", (event) => {
  if (event.target.matches(".filters select")) {
    event.target.form.requestSubmit();
  }
});

main.addEventListener("change", (event) => {
  if (event.target.matches(".choose")) {
    main.querySelector(`.panel.${event.target.id.replace("do-", "")}`)?.querySelector("textarea, select")?.focus();
  }
});

// ---- Keys: "/" searches, j and k move through the list. Where somebody types, keys are letters.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) {
    return;
  }

  if (event.key === "/") {
    const search = main.querySelector("[data-key='/']");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  } else if (event.key === "j" || event.key === "k") {
    const rows = [...main.querySelectorAll(".tickets .ticket a, .titles a, .found a")];
    const at = rows.indexOf(document.activeElement);
    rows[at < 0 ? 0 : at + (event.key === "j" ? 1 : -1)]?.focus();
  }
});

// ---- The way back to the list as it was filtered.

const queueKey = `queue:${location.pathname.split("/console")[0]}`;

function rememberQueue() {
  if (document.getElementById("queue")) {
    sessionStorage.setItem(queueKey, location.search);
  }

  const back = document.getElementById("back");
  if (back) {
    back.search = sessionStorage.getItem(queueKey) ?? "";
  }
}

// ---- News

let stopped = false;

async function look() {
  const part = watched();
  if (stopped || !part || document.hidden) {
    return;
  }

  let news;
  try {
    const answer = await fetch(part.dataset.news, { headers: { Accept: "application/json" }, redirect: "error" });
    if (answer.status >= 400 && answer.status < 500) {
      stopped = true; // signed out, or it is no longer the reader's to see
      return;
    }

    news = await answer.json();
  } catch {
    return; // the desk is away for a moment; asked again
  }

  if (part !== watched() || news.stamp === part.dataset.stamp) {
    return;
  }

  if ((part.id === "ticket" || part.id === "list") && !isBusy()) {
    await refresh();
    return;
  }

  const bar = document.getElementById("news");
  bar.querySelector("span").textContent = part.id === "ticket"
    ? `This has changed${news.words ? `: ${news.words}` : ""}.`
    : news.fresh > 0 ? `${news.fresh} new ${news.fresh === 1 ? "ticket" : "tickets"}.` : "The queue has changed.";
  bar.hidden = false;
}

/** Shows the page as it is now. What stands in a form stays there, and is then an answer to what is shown. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) {
    location.reload();
    return;
  }

  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = isBusy() && document.getElementById("ticket") ? ["ticket-head", "facts", "history"] : [watched().id];
  if (parts.some((id) => !fresh.getElementById(id))) {
    location.reload();
    return;
  }

  for (const id of parts) {
    document.getElementById(id).replaceWith(document.adoptNode(fresh.getElementById(id)));
  }

  if (parts.length > 1) {
    const now = fresh.querySelector("[data-news]");
    watched().dataset.stamp = now.dataset.stamp;
    document.getElementById("news").hidden = true;
    for (const name of ["version", "seen"]) {
      const value = now.querySelector(`[name=${name}]`)?.value;
      for (const field of main.querySelectorAll(`[name=${name}]`)) {
        field.value = value ?? field.value;
      }
    }
  } else {
    restoreDrafts();
  }

  rememberQueue();
}

main.addEventListener("click", (event) => {
  if (event.target.closest("#news button")) {
    refresh();
  }
});

document.addEventListener("visibilitychange", look);
setInterval(look, interval);
restoreDrafts();
rememberQueue();
