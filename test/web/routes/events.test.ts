import { describe, expect, it } from '@jest/globals';
import { webApp } from '../../../src/web/app.ts';
import type { StatusNews } from '../../../src/web/feed.ts';
import { HOST, portsOf } from '../support/ports.ts';
import { SCENES } from '../support/scenes.ts';

/** Reads a stream event by event, as a browser does. */
async function* events(response: Response) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => line.split(/: (.*)/s) as [string, string]),
      );
      text = text.slice(end + 2);
      if (fields.has('data')) yield { event: fields.get('event'), data: JSON.parse(fields.get('data')!) as StatusNews };
    }
  }
}

async function open(scene: string) {
  const simulation = await SCENES[scene]!();
  let listeners = 0;
  const inner = portsOf(simulation);
  const changes: typeof inner.changes = {
    announce: () => inner.changes.announce(),
    subscribe: (listener) => {
      listeners += 1;
      const leave = inner.changes.subscribe(listener);
      return () => {
        listeners -= 1;
        leave();
      };
    },
  };
  const app = webApp({ ...inner, changes }, { tick: 2, beat: 5 });
  const response = await app.request('/api/events', { headers: { host: HOST } });
  return { simulation, changes, response, listeners: () => listeners, stream: events(response) };
}

const next = async (stream: ReturnType<typeof events>, wanted: string) => {
  for (;;) {
    const { value } = await stream.next();
    if (value?.event === wanted) return value.data;
  }
};

describe('GET /api/events', () => {
  it('sends everything at first, then only what changed', async () => {
    const { simulation, changes, stream, response } = await open('well');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const first = await next(stream, 'status');
    expect(first.monitors).toHaveLength(3);
    expect(first.name).toBe('shop');

    simulation.world.breaks('backend');
    await simulation.run(10_000);
    changes.announce();
    const second = await next(stream, 'status');
    expect(second.headline?.text).toContain('looking again at backend');
    expect(second.order).toEqual(['ingress', 'backend', 'frontend']);
    expect(second).not.toHaveProperty('oncall');
    expect(second).not.toHaveProperty('people');

    changes.announce();
    const third = await next(stream, 'status');
    expect(third.monitors).toEqual([]);
    expect(Object.keys(third).sort()).toEqual(['at', 'monitors', 'order']);
    await stream.return(undefined);
  });

  it('gives a sign of life while nothing happens', async () => {
    const { simulation, stream } = await open('well');
    expect(await next(stream, 'beat')).toEqual({ at: simulation.clock.now() });
    await stream.return(undefined);
  });

  it('makes one event of a burst', async () => {
    const { changes, stream } = await open('well');
    await next(stream, 'status');
    for (let i = 0; i < 50; i++) changes.announce();
    await next(stream, 'status');
    const seen = (await stream.next()).value;
    expect(seen?.event).toBe('beat');
    await stream.return(undefined);
  });

  it('ends, and listens no more, when the reader leaves', async () => {
    const { stream, listeners } = await open('well');
    await next(stream, 'status');
    expect(listeners()).toBe(1);
    await stream.return(undefined);
    for (let i = 0; i < 200 && listeners() > 0; i++) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(listeners()).toBe(0);
  });
});
