// Keeps a line open as an app of Slack's does. Reads {"url","token"} from standard input, acknowledges everything, and writes what came once somebody says "enough".
'use strict';
const { SocketModeClient, LogLevel } = require('@slack/socket-mode');

async function main({ url, token }) {
  const came = [];
  const client = new SocketModeClient({ appToken: token, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: url } });
  return new Promise((resolve) => {
    client.on('slack_event', async ({ ack, type, body }) => {
      came.push({ type, text: body.event?.text ?? body.text });
      await ack(type === 'slash_commands' ? { text: 'here' } : undefined);
      if (body.event?.text === 'enough') {
        await client.disconnect();
        resolve({ came });
      }
    });
    client.start();
  });
}

const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', async () => {
  process.stdout.write(JSON.stringify(await main(JSON.parse(Buffer.concat(chunks).toString('utf8')))), () => process.exit(0));
});
