import type { History, Violation } from './history.ts';
import { accepted } from './rules/accepted.ts';
import { acknowledged } from './rules/acknowledged.ts';
import { asleep } from './rules/asleep.ts';
import { early } from './rules/early.ts';
import { ladder } from './rules/ladder.ts';
import { lost } from './rules/lost.ts';
import { missed } from './rules/missed.ts';
import { muted } from './rules/muted.ts';
import { remedies } from './rules/remedies.ts';
import { repeats } from './rules/repeats.ts';
import { rollbacks } from './rules/rollbacks.ts';
import { store, surprises } from './rules/store.ts';
import { storm } from './rules/storm.ts';
import { takenOver } from './rules/taken-over.ts';
import { told } from './rules/told.ts';
import { truth } from './rules/truth.ts';
import { see } from './seen.ts';

const RULES = [
  store,
  surprises,
  accepted,
  ladder,
  early,
  acknowledged,
  missed,
  muted,
  repeats,
  lost,
  storm,
  takenOver,
  told,
  remedies,
  rollbacks,
  asleep,
  truth,
];

/** Every promise that this history breaks, in order of time; none is what we want. */
export function check(history: History): readonly Violation[] {
  const seen = see(history);
  return RULES.flatMap((rule) => rule(seen)).sort((a, b) => a.at - b.at);
}
