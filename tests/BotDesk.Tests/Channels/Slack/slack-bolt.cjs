// Asks Bolt's own HTTP receiver. Reads {"signingSecret","cases","posts"} from standard input; says which cases' signatures it believes, and what it
// answers to each post.
'use strict';
const { createServer } = require('node:http');
const { HTTPReceiver, verifySlackRequest } = require('@slack/bolt');

const headers = (each) => ({ 'x-slack-signature': each.signature, 'x-slack-request-timestamp': each.timestamp });

function isBelieved(signingSecret, each) {
  try {
    verifySlackRequest({ signingSecret, body: each.body, headers: { 'x-slack-signature': each.signature, 'x-slack-request-timestamp': Number(each.timestamp) } });
    return true;
  } catch {
    return false;
  }
}

async function answers(signingSecret, posts) {
  const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel() { return 'error'; }, setName() {} };
  const receiver = new HTTPReceiver({ signingSecret, endpoints: ['/slack/events'], logger: silent });
  const server = createServer((request, response) => receiver.requestListener(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const all = [];
  for (const each of posts) {
    const response = await fetch(`http://127.0.0.1:${server.address().port}/slack/events`, { method: 'POST', body: each.body, headers: { ...headers(each), 'content-type': each.contentType } });
    all.push({ status: response.status, body: await response.text() });
  }
  server.close();
  return all;
}

const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', async () => {
  const { signingSecret, cases = [], posts = [] } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  process.stdout.write(JSON.stringify({ believed: cases.map((each) => isBelieved(signingSecret, each)), answers: await answers(signingSecret, posts) }));
  process.exit(0);
});
