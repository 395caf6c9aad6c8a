// A live chat without reloading: what is new shows up by itself, and what is written is sent while the page stays.
"use strict";

const interval = 1500;
const page = document.querySelector(".chat-page");
const transcript = () => document.getElementById("transcript");
let shown = "";

/** Parts that show how things stand. What somebody types in is never among them. */
const parts = ["chat-list", "chat-head", "transcript", "chat-articles", "chat-person"];

function toEnd() {
  const list = transcript();
  if (list) {
    list.scrollTop = list.scrollHeight;
  }
}

/** Puts the state of a fresh page into this one. */
function take(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (fresh.getElementById("chat-write")?.dataset.mine !== document.getElementById("chat-write")?.dataset.mine) {
    location.reload(); // taken, passed on or ended: other things can be done now
    return;
  }

  const list = transcript();
  const atEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  for (const id of parts) {
    const [old, now] = [document.getElementById(id), fresh.getElementById(id)];
    // Forms carry a nonce that differs each time: a part is replaced when what can be read in it has changed.
    if (old && now && (old.textContent !== now.textContent || old.querySelectorAll("img").length !== now.querySelectorAll("img").length)) {
      const top = old.scrollTop;
      old.replaceWith(document.adoptNode(now));
      document.getElementById(id).scrollTop = top;
    }
  }

  if (atEnd) {
    toEnd();
  }
}

async function look() {
  if (document.hidden) {
    return;
  }

  try {
    const answer = await fetch(page.dataset.live, { headers: { Accept: "text/html" } });
    if (answer.redirected || (answer.status >= 400 && answer.status < 500)) {
      location.reload();
      return;
    }

    const html = await answer.text();
    if (answer.ok && html !== shown) {
      shown = html;
      take(html);
    }
  } catch {
    // The desk is away for a moment; asked again.
  }
}

/** Sends a form and keeps the page; a refusal shows the page that says why. */
async function send(form) {
  const body = new URLSearchParams(new FormData(form));
  const box = form.querySelector("textarea");
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const error = fresh.querySelector("main .error, main .message.bad");
  form.querySelector(".error")?.remove();
  if (!answer.ok) {
    const words = document.createElement("span");
    words.className = "error";
    words.setAttribute("role", "alert");
    words.textContent = error?.textContent ?? "That did not work. Try again.";
    box?.after(words);
    return;
  }

  // The next message is another one: its nonce comes with the fresh page.
  const twin = [...fresh.querySelectorAll("form")].find((other) => other.elements.do?.value === form.elements.do.value);
  if (twin) {
    form.elements.nonce.value = twin.elements.nonce.value;
  }

  if (box) {
    box.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  await look();
}

// Before console.js, which takes a form that was sent once for done.
page.addEventListener("submit", async (event) => {
  const form = event.target;
  if (["say", "remark"].includes(form.elements.do?.value)) {
    event.preventDefault();
    event.stopPropagation();
    if (!form.dataset.sending) {
      form.dataset.sending = "yes";
      try {
        await send(form);
      } catch {
        form.submit();
      } finally {
        delete form.dataset.sending;
      }
    }
  }
});

page.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "say-text") {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

toEnd();
document.addEventListener("visibilitychange", look);
setInterval(look, interval);
