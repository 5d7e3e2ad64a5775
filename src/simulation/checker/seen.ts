import type { Config, PolicyConfig } from './config.ts';
import type { Effect, Head, History } from './history.ts';

/** One incident from its first suspicion to its end; a reopening is a life of its own. */
export interface Life {
  readonly incident: string;
  readonly generation: number;
  readonly group: string;
  readonly commits: Commit[];
  readonly claims: Claim[];
}

/** A stored head, with the one of the same group that was stored before it. */
export interface Commit {
  readonly at: number;
  readonly head: Head;
  readonly was: Head | undefined;
}

/** Something that was begun by a stored write, and when its outcome was stored. */
export interface Claim {
  /** When it was stored, and the moment it was decided at: a slow store puts time between the two. */
  readonly at: number;
  readonly decidedAt: number;
  readonly version: number;
  readonly key: string;
  readonly kind: string;
  readonly ask: Effect['ask'];
  done?: { readonly at: number; readonly version: number; readonly got: Effect['state']['got'] };
  /** It had been accepted, and failed after all (E5). */
  undone?: { readonly at: number; readonly version: number };
}

/** A channel accepted it, and it is not known to have failed after all. */
export const isAccepted = ({ done, undone }: Claim): boolean => done?.got?.is === 'accepted' && undone === undefined;

/** A history, put in order once, for all rules. */
export interface Seen {
  readonly history: History;
  readonly lives: readonly Life[];
  readonly groups: ReadonlyMap<string, readonly Commit[]>;
  readonly configAt: (at: number) => Config;
  readonly policyOf: (hash: string) => PolicyConfig | undefined;
  /** How late anything may be by itself: seconds where nothing at all befell the world, two minutes where something did (V6). */
  readonly late: number;
  /** What was done to the world around a stretch of time may have cost this much of it. */
  readonly costs: (from: number, until: number) => number;
  /** A moment, put off by whatever was done to the world from `from` on until it came. */
  readonly putOff: (at: number, from: number) => number;
}

export function see(history: History): Seen {
  const groups = new Map<string, Commit[]>();
  const lives = new Map<string, Life>();
  for (const { at, head } of history.commits) {
    const before = groups.get(head.group) ?? [];
    const commit = { at, head, was: before.at(-1)?.head };
    before.push(commit);
    groups.set(head.group, before);
    const name = `${head.id}/${head.generation}`;
    const life: Life = lives.get(name) ?? {
      incident: head.id,
      generation: head.generation,
      group: head.group,
      commits: [],
      claims: [],
    };
    lives.set(name, life);
    life.commits.push(commit);
    noteClaims(life, commit);
  }
  const costs = (from: number, until: number): number => {
    let sum = 0;
    for (const delay of history.delays) if (delay.at <= until && delay.at + delay.ms >= from) sum += delay.ms;
    return sum;
  };
  return {
    history,
    lives: [...lives.values()],
    groups,
    late: history.delays.length === 0 ? UNDISTURBED : LATE,
    configAt: (at) => (history.configs.findLast((c) => c.at <= at) ?? history.configs[0]!).config,
    policyOf: (hash) => history.configs.find((c) => c.config.policy.hash === hash)?.config.policy,
    costs,
    putOff: (at, from) => {
      let by = at;
      for (let next = at + costs(from, by); next > by; next = at + costs(from, by)) by = next;
      return by;
    },
  };
}

function noteClaims(life: Life, { at, head, was }: Commit): void {
  if (was?.effects === head.effects) return;
  for (const effect of Object.values(head.effects)) {
    const before = was?.id === head.id && was.generation === head.generation ? was.effects[effect.key] : undefined;
    if (before === effect) continue;
    const { key, kind, ask, state } = effect;
    const known = life.claims.findLast((claim) => claim.key === key);
    const decidedAt = state.since ?? state.at;
    if (!known) life.claims.push({ at, decidedAt, version: head.version, key, kind, ask });
    else if (state.is === 'done' && !known.done) known.done = { at, version: head.version, got: state.got };
    else if (isAccepted(known) && state.got?.is !== 'accepted') known.undone = { at, version: head.version };
  }
}

/** The last commit of a group at a moment. */
export const stateAt = (seen: Seen, group: string, at: number): Head | undefined =>
  seen.groups.get(group)?.findLast((commit) => commit.at <= at)?.head;

/** Somebody is to be paged: it is open and fails, not muted, not acknowledged, not recovered. */
export const isPaging = (head: Head): boolean =>
  head.phase === 'open' &&
  Object.keys(head.failing).length > 0 &&
  head.severity !== null &&
  head.ladder !== null &&
  head.attention.is === 'nobody' &&
  head.recoveredAt === null;

/** All that is known was seen while we may have been blind: one page, and no more until a look can be trusted (I3). */
export const isBlind = (head: Head): boolean =>
  head.blind || Object.values(head.failing).every(({ certainty }) => certainty === 'blind');

export const isOver = (head: Head): boolean => head.phase === 'closed' || head.phase === 'dismissed';
export const isBad = (verdict: string): boolean => verdict === 'down' || verdict === 'degraded';
/** Everything a monitor depends on, near and far. */
export function beneath(config: Config, monitor: string): readonly string[] {
  const near = config.monitors[monitor]?.dependsOn ?? [];
  return [...near, ...near.flatMap((other) => beneath(config, other))];
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
/** V6: what the watch finds within, when a run was lost. */
const LATE = 2 * MINUTE;
/** What a few sends after one another take. */
const UNDISTURBED = 5 * SECOND;

/** `14:02:10`, for the words of a violation. */
export const clock = (at: number): string => new Date(at).toISOString().slice(11, 23);
