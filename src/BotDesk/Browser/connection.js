/**
 * Keeps the conversation open. The client inside of Web Chat comes back by itself only while its token is good, and only after 3 to 15
 * seconds; this asks the desk for a new token as soon as the socket is gone, and goes on after the last thing that was seen.
 */

const { createDirectLine } = window.WebChat;

// botframework-directlinejs, ConnectionStatus.
const CONNECTING = 1;
const ONLINE = 2;
const LOST = [3, 4, 5]; // token expired, failed to connect, ended

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;

/**
 * @param {string} root The desk's address.
 * @param {(directLine: object, isNew: boolean) => void} show Gets each connection; isNew: with the whole history, else with what followed.
 * @param {(state: 'online' | 'lost' | 'signed-out') => void} tell
 */
export function keepConnected(root, show, tell) {
  let attempt = 0; // which connection is the present one; what older ones say no longer counts
  let watermark;
  let directLine;

  // The sockets are the client's own; this only listens to them.
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where);
      const mine = attempt;
      this.addEventListener('message', ({ data }) => {
        if (mine === attempt && data) {
          watermark = JSON.parse(data).watermark ?? watermark;
        }
      });
      this.addEventListener('close', () => lose(mine));
    }
  };

  function lose(which) {
    if (which === attempt) {
      attempt++;
      tell('lost');
      // The client would find out later; until then Web Chat would take what is typed and fail to send it.
      directLine?.connectionStatus$.next(CONNECTING);
      connect();
    }
  }

  async function connect() {
    const mine = attempt;
    const token = await fetchToken(root);
    if (!token) {
      tell('signed-out');
      return;
    }

    directLine?.end();
    const isNew = watermark === undefined;
    directLine = createDirectLine({
      domain: `${location.origin}${root}/v3/directline`,
      token: token.token,
      ...(isNew ? {} : { conversationId: token.conversationId, watermark }),
    });
    directLine.connectionStatus$.subscribe(status => {
      if (mine === attempt && status === ONLINE) {
        tell('online');
      } else if (mine === attempt && LOST.includes(status)) {
        watermark = undefined; // the conversation may be another one: begin with its history
        wait(FIRST_WAIT).then(() => lose(mine));
      }
    });
    show(directLine, isNew);
  }

  connect();
}

/** Asks until the desk answers. Null: it does not know this person (any more). */
async function fetchToken(root) {
  for (let pause = FIRST_WAIT; ; pause = Math.min(LONGEST_WAIT, pause * 2)) {
    try {
      const response = await fetch(`${root}/chat/token`, { method: 'POST' });
      if (response.ok) {
        return await response.json();
      }

      if (response.status < 500) {
        return null;
      }
    } catch (error) {
      // No answer at all: the desk is being restarted, or there is no network.
      console.info(`BotDesk cannot be reached: ${error.message}`);
    }

    // Not all at once: others have lost it too.
    await wait(pause * (0.75 + Math.random() / 2));
  }
}

const wait = milliseconds => new Promise(resolve => {
  setTimeout(resolve, milliseconds);
  window.addEventListener('online', resolve, { once: true });
});
