import type { Deed, Happening } from '../../core/scenario/scenario.ts';
import type { Instant } from '../../core/time/instant.ts';
import { OPPOSITE } from './people.ts';

export interface Turn {
  readonly at: Instant;
  readonly act: readonly Deed[];
}

/** What happens, and what is undone by itself, in the order of their moments. */
export function queueOf(happenings: readonly Happening[]): readonly Turn[] {
  const all = happenings.flatMap((happening): Turn[] => {
    const { at, until, ...deed } = happening;
    return [{ at, act: [deed] }, ...(until === undefined ? [] : [{ at: until, act: undoing(deed) }])];
  });
  return all.toSorted((a, b) => a.at - b.at);
}

const UNDOING: { readonly [W in Deed['what']]?: (deed: Extract<Deed, { what: W }>) => readonly Deed[] } = {
  monitor: ({ monitors }) => [{ what: 'monitor', monitors, verdict: 'up', code: 'ok', text: '', parts: [] }],
  channel: ({ channels }) => [{ what: 'channel', channels, does: 'recovers' }],
  condition: ({ person, does }) => {
    const opposite = OPPOSITE[does];
    return opposite ? [{ what: 'condition', person, does: opposite }] : [];
  },
  control: () => [{ what: 'control', becomes: 'up' }],
};

const undoing = (deed: Deed): readonly Deed[] =>
  (UNDOING[deed.what] as ((deed: Deed) => readonly Deed[]) | undefined)?.(deed) ?? [];
