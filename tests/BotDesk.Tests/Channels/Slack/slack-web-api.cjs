// Calls a server as an app of Slack's does. Reads {"url","token","trigger"} from standard input and writes what came of each call.
'use strict';
const { WebClient, LogLevel } = require('@slack/web-api');

const text = (await_) => await_.then(() => 'no error', (error) => error.data?.error ?? String(error));

async function main({ url, token, trigger }) {
  const options = { slackApiUrl: url, logLevel: LogLevel.ERROR, retryConfig: { retries: 2, minTimeout: 1, maxTimeout: 2 } };
  const client = new WebClient(token, options);
  const modal = { type: 'modal', title: { type: 'plain_text', text: 'Title' }, blocks: [{ type: 'divider' }] };
  const posted = await client.chat.postMessage({ channel: 'D0JONAS', text: 'hello' });
  return {
    auth: await client.auth.test(),
    user: await client.users.info({ user: 'U0JONAS' }),
    direct: await client.conversations.open({ users: 'U0JONAS' }),
    posted,
    updated: await client.chat.update({ channel: 'D0JONAS', ts: posted.ts, text: 'changed', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*changed*' } }] }),
    view: await client.views.open({ trigger_id: trigger, view: modal }),
    twice: await text(client.views.open({ trigger_id: trigger, view: modal })),
    nowhere: await text(client.chat.postMessage({ channel: 'X1', text: 'hello' })),
    silent: await text(client.chat.postMessage({ channel: 'D0JONAS', text: '' })),
    tooMany: await text(client.chat.postMessage({ channel: 'D0JONAS', text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) })),
    gone: await text(client.chat.update({ channel: 'D0JONAS', ts: '1.1', text: 'x' })),
    nobody: await text(client.users.info({ user: 'U1' })),
    stranger: await text(new WebClient('xoxb-other', options).auth.test()),
  };
}

const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', async () => {
  process.stdout.write(JSON.stringify(await main(JSON.parse(Buffer.concat(chunks).toString('utf8')))));
});
