import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { StatusDiff } from '../feed.ts';
import type { WebPorts } from '../ports.ts';
import { statusOf } from '../view/status.ts';

export interface Pace {
  /** Milliseconds between two looks at whether something was announced: a burst within is one event. */
  readonly tick: number;
  /** Ticks without news until a sign of life is sent. */
  readonly beat: number;
}
const PACE: Pace = { tick: 250, beat: 40 };

/** A browser that lost the line tries again after this many milliseconds. */
const RETRY = 2_000;

/**
 * Server-sent events: `status` when something changed, `beat` every ten seconds otherwise, so that a reader notices a
 * dead line. Ends when the reader leaves.
 */
export function eventRoutes(app: Hono, ports: WebPorts, { tick, beat }: Pace = PACE): void {
  app.get('/api/events', (c) =>
    streamSSE(
      c,
      async (stream) => {
        const diff = new StatusDiff();
        let [news, quiet] = [true, 0];
        const unsubscribe = ports.changes.subscribe(() => {
          news = true;
        });
        try {
          await stream.write(`retry: ${RETRY}\n\n`);
          while (!stream.aborted && !stream.closed) {
            quiet += 1;
            if (news) {
              [news, quiet] = [false, 0];
              await stream.writeSSE({ event: 'status', data: JSON.stringify(diff.next(await statusOf(ports))) });
            } else if (quiet >= beat) {
              quiet = 0;
              await stream.writeSSE({ event: 'beat', data: JSON.stringify({ at: ports.clock.now() }) });
            }
            await stream.sleep(tick);
          }
        } finally {
          unsubscribe();
        }
      },
      async (error) => ports.onError?.('the event stream', error),
    ),
  );
}
