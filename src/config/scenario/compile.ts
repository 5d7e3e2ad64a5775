import type * as z from 'zod';
import { CODES, type Code } from '../../core/check/codes.ts';
import type { Condition, Deed, Happening, Reaction } from '../../core/scenario/scenario.ts';
import { CONDITIONS } from '../../core/scenario/scenario.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { EVENTS, EventKind, ParsedEvent } from './language.ts';

type EventOf<K extends EventKind> = z.output<(typeof EVENTS)[K]>;

/** How a failure looks where the scenario does not say. */
const LOOKS = {
  up: { code: 'ok', text: CODES.ok },
  degraded: { code: 'slow', text: 'answers in 2.4 s, slower than 800 ms' },
  down: { code: 'status', text: 'answers 500 instead of 200' },
  unknown: { code: 'unknown', text: CODES.unknown },
} as const satisfies Record<EventOf<'monitor'>['becomes'], { code: Code; text: string }>;

/** What each kind of event means. */
const DEEDS: { readonly [K in EventKind]: (event: EventOf<K>) => Deed } = {
  monitor: ({ monitor, becomes, code = LOOKS[becomes].code, text, parts, from }) => ({
    what: 'monitor',
    monitors: monitor,
    verdict: becomes,
    code,
    text: text ?? (code === LOOKS[becomes].code ? LOOKS[becomes].text : CODES[code]),
    parts,
    ...(from && { from }),
  }),
  channel: ({ channel, does, why }) => ({
    what: 'channel',
    channels: channel,
    does,
    ...(why !== undefined && { why }),
  }),
  person: ({ person, does, within, remedy, on }) =>
    isCondition(does)
      ? { what: 'condition', person, does, ...(on !== undefined && { on }) }
      : {
          what: 'reaction',
          person,
          does: does as Reaction,
          ...(within !== undefined && { within }),
          ...(remedy !== undefined && { remedy }),
        },
  mute: ({ mute, for: length, why, by }) => ({ what: 'mute', monitors: mute, length, why, by }),
  unmute: ({ unmute, by }) => ({ what: 'unmute', monitors: unmute, by }),
  deploy: ({ deploy, from, to }) => ({ what: 'deploy', monitor: deploy, from, to }),
  remedy: ({ remedy, would, summary, why, takes, mends }) => ({
    what: 'remedy',
    remedy,
    would,
    ...(summary !== undefined && { summary }),
    ...(why !== undefined && { why }),
    ...(takes !== undefined && { takes }),
    ...(mends && { mends }),
  }),
  control: ({ control }) => ({ what: 'control', becomes: control }),
};

const isCondition = (does: string): does is Condition => (CONDITIONS as readonly string[]).includes(does);

/** What an event at a moment makes happen: more than once where it comes again. */
export function happeningsOf({ kind, event }: ParsedEvent, at: Instant): readonly Happening[] {
  // The table is typed per kind; the event carries its kind, so the two always match.
  const deed = (DEEDS[kind] as (event: unknown) => Deed)(event);
  const { every = 0, times = 1 } = event as { every?: number; times?: number };
  // How long a mute holds is the mute's own business.
  const length = kind === 'mute' ? undefined : (event as { for?: number }).for;
  return Array.from({ length: times }, (_, i) => {
    const from = at + i * every;
    return { ...deed, at: from, ...(length !== undefined && { until: from + length }) };
  });
}
