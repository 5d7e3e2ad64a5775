import type { ServerResponse } from 'node:http';
import { type Mood, type RemedyStand, SECRET } from '../support/remedy-contract.ts';
import { type Received, TestServer } from '../support/server.ts';

/** A deploy service as the webhook remedy expects one: 1.8.3 runs, and can be rolled back to 1.8.2. */
export async function deployService(): Promise<RemedyStand> {
  const server = await new TestServer().open();
  const done = new Set<string>();
  let changes = 0;
  let running = '1.8.3';

  const rollBack = ({ body }: Received): [number, unknown] => {
    const { key, facts } = JSON.parse(body) as { key: string; facts: { from: string } };
    if (done.has(key)) return [200, { running }];
    if (facts.from !== running) return [409, { reason: `${running} runs by now` }];
    done.add(key);
    changes += 1;
    running = '1.8.2';
    return [200, { running }];
  };
  const routes: Readonly<Record<string, (request: Received) => [number, unknown]>> = {
    '/plan': () => [
      200,
      { summary: 'roll backend back to 1.8.2', target: 'backend', facts: { from: '1.8.3', to: '1.8.2' } },
    ],
    '/apply': rollBack,
    '/verify': () => [200, { state: running === '1.8.2' ? 'healthy' : 'pending', text: `${running} runs` }],
  };
  const routed = (request: Received) => routes[new URL(request.path, server.url).pathname]!(request);
  const reply = (response: ServerResponse, [status, body]: [number, unknown]) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  const moods: Readonly<Record<Mood, (request: Received, response: ServerResponse) => void>> = {
    well: (request, response) => reply(response, routed(request)),
    idle: (_request, response) => reply(response, [409, { reason: 'no deploy in the last 30 minutes' }]),
    swallows: (request, response) => {
      routed(request);
      response.socket?.destroy();
    },
    silent: () => {},
    nonsense: (_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway'),
    repeats: ({ path, headers }, response) =>
      reply(response, [403, { reason: `no: ${path} ${headers.authorization}\n${headers['x-api-key']}` }]),
  };
  server.answer(moods.well);

  return {
    settings: {
      plan: `${server.url}/plan?token=${SECRET}`,
      apply: `${server.url}/apply?token=${SECRET}`,
      verify: `${server.url}/verify?token=${SECRET}`,
      headers: { Authorization: `Bearer ${SECRET}`, 'X-Api-Key': SECRET },
      secret: SECRET,
    },
    mood: (to) => server.answer(moods[to]),
    asked: () => server.received.filter(({ method }) => method === 'POST').length,
    changes: () => changes,
    close: () => server.close(),
  };
}
