import { newest } from '../time/derived.ts';
import type { Incident } from './incident.ts';
import type { Effect, EffectOf, WorkKind } from './work.ts';

type Holder = Pick<Incident, 'effects'>;

/** All effects that the record holds, in the order they were claimed. */
export const allEffects = ({ effects }: Holder): readonly Effect[] => listed(effects).all;

/** Those of one kind, in the order they were claimed. */
export const effectsOf = <K extends WorkKind>({ effects }: Holder, kind: K): readonly EffectOf<K>[] =>
  (listed(effects).kinds.get(kind) ?? NONE) as readonly EffectOf<K>[];

const NONE: readonly never[] = [];

/** One decision asks for them many times. */
const listed = newest((effects: Incident['effects']) => {
  const all = Object.values(effects);
  return { all, kinds: Map.groupBy(all, ({ kind }) => kind) };
});
