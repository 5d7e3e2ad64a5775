import { heardAt } from './time.js';

/** Signs of life come every ten seconds; after this silence the page says that it is stale. Milliseconds. */
const SILENCE = 25_000;
/** A broken line that is back within this time is not worth a word. */
const GRACE = 3_000;
const AGAIN = 5_000;

/**
 * Follows Tocsin's event stream. `onStatus(status)` gets the whole status each time something changed; monitors that did
 * not change are the same objects as before. `onLine({ ok, since })` says whether what is shown is fresh, and since when not.
 */
export function follow(onStatus, onLine) {
  let status = null;
  let monitors = new Map();
  let heard = performance.now();
  let heardAtServer = null;
  let brokenAt = null;
  let source = null;
  let was = null;

  const open = () => {
    source?.close();
    source = new EventSource('/api/events');
    source.addEventListener('status', (event) => {
      const { order, monitors: changed, ...fields } = JSON.parse(event.data);
      alive(fields.at);
      for (const monitor of changed) monitors.set(monitor.name, monitor);
      monitors = new Map(order.map((name) => [name, monitors.get(name)]));
      status = { ...status, ...fields, monitors: [...monitors.values()] };
      onStatus(status);
    });
    source.addEventListener('beat', (event) => alive(JSON.parse(event.data).at));
    source.addEventListener('error', () => {
      brokenAt ??= performance.now();
    });
  };

  const alive = (at) => {
    heard = performance.now();
    heardAtServer = at;
    brokenAt = null;
    heardAt(at);
    judge();
  };

  /** Called once a second: is what is shown still fresh, and is somebody trying? */
  const judge = () => {
    const ms = performance.now();
    const ok = ms - heard < SILENCE && (brokenAt === null || ms - brokenAt < GRACE);
    if (was !== ok) onLine({ ok, since: heardAtServer });
    was = ok;
    const dead = source.readyState === EventSource.CLOSED || ms - heard > SILENCE;
    if (dead && ms - tried > AGAIN) {
      tried = ms;
      open();
    }
  };
  let tried = performance.now();

  open();
  // A phone that was asleep has a dead line and does not know it yet.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && performance.now() - heard > SILENCE / 2) open();
  });
  return judge;
}
