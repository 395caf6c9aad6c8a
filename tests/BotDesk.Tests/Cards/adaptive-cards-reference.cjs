// Runs the reference implementations over a batch: reads {"cases":[{"template","data"}]} from standard input and writes
// {"results":[{"card"|"error","events"}]} to standard output, in the same order. One process for a whole test run.
'use strict';
const { Template } = require('adaptivecards-templating');
// The package's main file is an ECMAScript module that Node.js cannot resolve; the bundle is the same code.
const { AdaptiveCard, HostConfig, SerializationContext } = require('adaptivecards/dist/adaptivecards.js');

function expand({ template, data }) {
  try {
    // A missing card cannot be said in JSON; null stands for it as it does inside of arrays.
    return { card: new Template(template).expand({ $root: data }) ?? null };
  } catch (error) {
    return { error: String(error?.message ?? error) };
  }
}

function eventsOf(json) {
  const card = new AdaptiveCard();
  // Six is what Teams shows of one set of actions before it hides the rest.
  card.hostConfig = new HostConfig({ actions: { maxActions: 6 } });
  const context = new SerializationContext();
  card.parse(json, context);
  const events = [];
  for (let i = 0; i < context.eventCount; i++) {
    events.push(context.getEventAt(i).message);
  }
  for (const event of card.validateProperties().validationEvents) {
    events.push(event.message);
  }
  return events;
}

const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', () => {
  const { cases } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const results = cases.map((each) => {
    const result = expand(each);
    return result.card?.type === 'AdaptiveCard' ? { ...result, events: eventsOf(result.card) } : result;
  });
  process.stdout.write(JSON.stringify({ results }));
});
