import type { Delivery } from '../../core/escalation/delivery.ts';
import type { ChannelPlan, Plan } from '../../core/plan.ts';
import { type Instant, MINUTE, SECOND } from '../../core/time/instant.ts';
import { waysOf } from './people.ts';

/** What a send that is answered takes. */
const SEND = SECOND;

/** The ways in which a provider fails: what a send takes, and what comes of it (E5). */
export const FAILURES = {
  refuses: {
    words: 'refuses everything',
    takes: SEND,
    got: (): Delivery => ({ is: 'permanent', why: 'refused' }),
  },
  hangs: {
    words: 'hangs: nobody knows what arrived',
    takes: 10 * SECOND,
    got: (): Delivery => ({ is: 'unknown', why: 'no answer within 10 s' }),
  },
  'puts off': {
    words: 'asks to be tried again in a minute, each time',
    takes: SEND,
    got: (now: Instant): Delivery => ({ is: 'temporary', why: '503, again in a minute', retryAt: now + MINUTE }),
  },
} as const;
export type Failing = keyof typeof FAILURES;

/** What is wrong in a world: nothing, one provider with all its channels, or one person (or a team's place). */
export type Fault =
  | { readonly is: 'none' }
  | { readonly is: 'provider'; readonly name: string; readonly channels: readonly string[]; readonly how: Failing }
  | { readonly is: 'person'; readonly name: string };

/** A state of the world that a policy has to survive. */
export interface World {
  readonly words: string;
  readonly fault: Fault;
  /** Worlds with less wrong: what fails in them already is no news of this one. */
  readonly simpler: readonly World[];
}

export const CALM: World = { words: 'nothing else fails', fault: { is: 'none' }, simpler: [] };

/** What a send takes in a world (ms), and what comes of it. */
export function send(
  { fault }: World,
  channel: string,
  now: Instant,
): { readonly takes: number; readonly got: Delivery } {
  if (fault.is !== 'provider' || !fault.channels.includes(channel)) return { takes: SEND, got: { is: 'accepted' } };
  const { takes, got } = FAILURES[fault.how];
  return { takes, got: got(now + takes) };
}

/** False for the person who accepts every page and never wakes, reads or answers. */
export const answers = ({ fault }: World, person: string): boolean => !(fault.is === 'person' && fault.name === person);

/**
 * The worlds with exactly one thing wrong that can matter to whoever `people` are: each channel, each provider of
 * several channels, in every way of failing; each of the people. Other channels and people are never asked.
 */
export function faultsAround(plan: Plan, people: readonly string[]): readonly World[] {
  const used = new Set(people.flatMap((name) => waysOf(plan, name).map(({ channel }) => channel)));
  const channels = Object.values(plan.channels).filter(({ name }) => used.has(name));
  const single = channels.flatMap(({ name }) => failing(name, name, [name], []));
  const shared = sharedBy(channels).flatMap(({ words, members }) =>
    failing(
      words,
      words,
      members,
      single.filter(({ fault }) => fault.is === 'provider' && members.includes(fault.name)),
    ),
  );
  const person = people.map(
    (name): World => ({
      words: `${name} does not answer`,
      fault: { is: 'person', name },
      simpler: [CALM],
    }),
  );
  return [...single, ...shared, ...person];
}

function failing(name: string, words: string, channels: readonly string[], parts: readonly World[]): readonly World[] {
  const worlds: World[] = [];
  for (const how of Object.keys(FAILURES) as Failing[]) {
    worlds.push({
      words: `${words} ${FAILURES[how].words}`,
      fault: { is: 'provider', name, channels, how },
      simpler: [CALM, ...parts, ...worlds],
    });
  }
  return worlds;
}

/**
 * Channels that are one provider's: of one kind (where an instance names no host of its own), on one host, one account
 * or one secret.
 */
function sharedBy(
  channels: readonly ChannelPlan[],
): readonly { readonly words: string; readonly members: readonly string[] }[] {
  const groups = new Map<string, string[]>();
  for (const channel of channels)
    for (const mark of marksOf(channel)) groups.set(mark, [...(groups.get(mark) ?? []), channel.name]);
  const found = new Map<string, { words: string; members: readonly string[] }>();
  for (const [mark, members] of groups) {
    const key = members.join();
    if (members.length > 1 && !found.has(key)) found.set(key, { words: `${mark} (${members.join(', ')})`, members });
  }
  return [...found.values()];
}

function marksOf({ kind, settings }: ChannelPlan): readonly string[] {
  const texts = textsIn(settings);
  const hosts = texts.flatMap((text) => (URL.canParse(text) && new URL(text).host ? [new URL(text).host] : []));
  const secrets = texts.flatMap((text) =>
    [...text.matchAll(/\$\{secret:([^}]+)\}/g)].map(([, name]) => `the secret ${name}`),
  );
  const account = typeof settings.account === 'string' ? [`the account ${settings.account}`] : [];
  return [
    ...new Set([
      ...(hosts.length === 0 ? [`every ${kind}`] : hosts.map((host) => `the host ${host}`)),
      ...account,
      ...secrets,
    ]),
  ];
}

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];
