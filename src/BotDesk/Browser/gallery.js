/** Every card with its sample data, shown by Web Chat as in a conversation; what a click would send is shown too. */

import { prepareWebChat } from './web-chat.js';

const place = document.getElementById('chat');
const links = [...document.querySelectorAll('#cards a')];
const show = await prepareWebChat(place);

async function open() {
  const card = decodeURIComponent(location.hash.slice(1)) || links[0].textContent;
  for (const link of links) {
    link.toggleAttribute('aria-current', link.textContent === card);
  }

  const response = await fetch(`${place.dataset.root}/cards/${card}`);
  if (!response.ok) {
    location.hash = '';
    return;
  }

  document.title = `${card} – BotDesk`;
  const samples = await response.json();
  show({
    directLine: exhibit(card, samples),
    store: window.WebChat.createStore(),
    styleOptions: { hideSendBox: true, groupTimestamp: false },
  });
  place.scrollTop = 0;
}

/** A connection that says all samples, and repeats what it is sent. */
function exhibit(card, samples) {
  const start = Date.now() - samples.length * 1000;
  const activities = subject();
  let said = 0;
  const say = content => activities.next({
    type: 'message',
    id: `${card} ${++said}`,
    timestamp: new Date(start + said).toISOString(),
    from: { id: 'botdesk', role: 'bot' },
    textFormat: 'plain',
    ...content,
  });
  for (const { name, content } of samples) {
    say({ text: name, attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', name: card, content }] });
  }

  const status = subject();
  status.next(2); // online
  return {
    activity$: activities,
    connectionStatus$: status,
    end() {},
    postActivity(activity) {
      if (activity.value) {
        say({ text: `This would send ${JSON.stringify(activity.value, null, 2)}` });
      }

      const answer = subject();
      answer.next(activity.id ?? 'sent');
      return answer;
    },
  };
}

/** The part of an Observable that Web Chat uses. Who comes late hears everything. */
function subject() {
  const past = [];
  const observers = new Set();
  return {
    next(value) {
      past.push(value);
      observers.forEach(observer => observer.next?.(value));
    },
    subscribe(observer, ...rest) {
      const listener = typeof observer === 'function' ? { next: observer } : observer;
      observers.add(listener);
      past.forEach(value => listener.next?.(value));
      return { unsubscribe: () => observers.delete(listener) };
    },
  };
}

window.addEventListener('hashchange', open);
await open();
