// Plain JavaScript on purpose: a process that strips types loads everything else more slowly.
import { pathToFileURL } from 'node:url';

/*
 * `node lambda-process.js HANDLER [EVENTS]`: loads a bundled handler, calls it with each event in turn, and prints how long
 * loading took and what each call cost of this process, in ms. The environment is the function's.
 */
const [file, events = '[]'] = process.argv.slice(2);
const began = performance.now();
const { handler } = await import(pathToFileURL(file).href);
const loaded = performance.now() - began;
const context = {
  functionName: 'bench',
  awsRequestId: 'bench',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 60_000,
};
const calls = [];
for (const event of JSON.parse(events)) {
  const [cpu, at] = [process.cpuUsage(), performance.now()];
  const answer = await handler(event, context);
  const { user, system } = process.cpuUsage(cpu);
  calls.push({ answer, cpu: (user + system) / 1_000, took: performance.now() - at });
}
process.stderr.write(`${JSON.stringify({ loaded, calls })}\n`);
process.exit(0);
