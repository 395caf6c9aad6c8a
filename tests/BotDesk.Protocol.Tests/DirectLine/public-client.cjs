// Drives botframework-directlinejs as Web Chat does. Says on stdout what it sees, one JSON a line; does what stdin tells it.
//   node public-client.cjs NODE_MODULES DOMAIN TOKEN
const { createRequire } = require('node:module');
const path = require('node:path');
const readline = require('node:readline');

const [nodeModules, domain, token] = process.argv.slice(2);
const load = createRequire(path.join(nodeModules, '..', 'package.json'));
globalThis.WebSocket = load('ws');
const { DirectLine, ConnectionStatus } = load('botframework-directlinejs');
const { Observable } = load('rxjs/Observable');
load('rxjs/add/observable/fromPromise');

const say = what => process.stdout.write(`${JSON.stringify(what)}\n`);

// What rxjs does with XMLHttpRequest in a browser.
const ajax = ({ method, url, body, headers, responseType }) =>
  Observable.fromPromise(
    (async () => {
      const payload = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
      const response = await fetch(url, { method, headers, body: payload });
      if (!response.ok) {
        throw Object.assign(new Error(`${method} ${url}: ${response.status}`), { status: response.status });
      }
      return { status: response.status, response: responseType === 'arraybuffer' ? await response.arrayBuffer() : await response.json() };
    })()
  );

const client = new DirectLine({ domain, token, ajax, random: () => 0 });
client.connectionStatus$.subscribe(status => say({ status: ConnectionStatus[status] }));
client.activity$.subscribe(activity => say({ activity }), error => say({ error: error.message }));

readline.createInterface({ input: process.stdin }).on('line', line => {
  client.postActivity(JSON.parse(line)).subscribe(id => say({ posted: id }), error => say({ refused: error.status }));
}).on('close', () => process.exit(0));
