/** The chat page. */

import { keepConnected } from './connection.js';
import { prepareWebChat } from './web-chat.js';

const place = document.getElementById('chat');
const notice = document.getElementById('notice');
const show = await prepareWebChat(place);
let store;

keepConnected(
  place.dataset.root,
  (directLine, isNew) => {
    // A store holds what is on the screen, also a message that could not be sent: it is kept while the conversation goes on.
    store = isNew ? window.WebChat.createStore() : store;
    show({ directLine, store });
  },
  state => {
    place.dataset.state = state;
    notice.hidden = state === 'online';
    notice.textContent = state === 'lost' ? place.dataset.lost : place.dataset.signedOut;
    if (state === 'signed-out') {
      const again = document.createElement('button');
      again.textContent = place.dataset.signIn;
      again.addEventListener('click', () => location.reload());
      notice.append(again);
    }
  },
);
