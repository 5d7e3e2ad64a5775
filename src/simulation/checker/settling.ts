import type { Head } from './history.ts';
import { beneath, type Commit, isBad, type Life, SECOND, type Seen } from './seen.ts';

/** How long nobody is paged for the symptoms of what has recovered, beyond the rounds that they may take themselves. */
const GRACE = 5 * SECOND;
/** Good rounds that a monitor needs once it flaps, as a multiple of `recover` (C1). */
const FLAPPING = 3;

/**
 * Commits after which nothing but symptoms is left: they failed with a cause that has recovered, and no look has seen any
 * of them fail since. Nobody is paged for what is about to recover as well, until that look, or the time for it is over
 * (I5, C1).
 */
export function settling(seen: Seen, life: Life): ReadonlySet<Commit> {
  const found = new Set<Commit>();
  /** When a monitor recovered, and what failed with it then. */
  const recovered = new Map<string, { readonly at: number; readonly left: readonly string[] }>();
  for (const commit of life.commits) {
    const { at, head, was } = commit;
    const before = was?.id === head.id && was.generation === head.generation ? was.failing : {};
    for (const name of Object.keys(before))
      if (!(name in head.failing)) recovered.set(name, { at, left: Object.keys(head.failing) });
    const names = unmuted(head);
    const settles = (name: string) =>
      beneath(seen.configAt(at), name).some((cause) => {
        const end = recovered.get(cause);
        return end?.left.includes(name) && at <= by(seen, name, end.at) && !failsSince(seen, name, end.at, at);
      });
    if (names.length > 0 && names.every(settles)) found.add(commit);
  }
  return found;
}

const unmuted = ({ failing, muted }: Head): readonly string[] =>
  Object.keys(failing).filter((name) => !(name in muted));

function by(seen: Seen, name: string, since: number): number {
  const monitor = seen.configAt(since).monitors[name];
  return monitor ? since + FLAPPING * monitor.recover * monitor.interval + monitor.timeout + GRACE : since;
}

const failsSince = ({ history }: Seen, name: string, since: number, until: number): boolean =>
  history.looks.some((look) => look.monitor === name && look.at > since && look.at <= until && isBad(look.verdict));
