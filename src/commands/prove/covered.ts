import { inWords } from '../../core/time/instant.ts';
import { list } from '../../simulation/proof/cure.ts';
import { wrap } from '../words.ts';
import type { Shown } from './text.ts';

/** What was looked at, and where it is said why that is every minute. */
export function coveredLines({ proof, took }: Shown, width: number): readonly string[] {
  const { minutes, edges, situations, runs, faults } = proof.covered;
  const kinds = [
    count(edges.handoffs, 'hand-off'),
    count(edges.maintenance, 'start or end of maintenance', 'starts and ends of maintenance'),
    count(edges.hours, 'opening or closing of hours', 'openings and closings of hours'),
    count(edges.clocks, 'clock change'),
  ].filter((kind) => kind !== '');
  const cut = kinds.length > 0 ? `, cut at ${list(kinds)}` : '';
  return [
    `${number(minutes)} minutes, to the millisecond, in ${number(faults + 1)} worlds${cut}.`,
    ...proof.trusts.map(
      (channel) => `A page that ${channel} accepted counts: whom its own policy wakes then was not looked into.`,
    ),
    `They hold ${count(situations, 'situation that differs', 'situations that differ')}, settled by ${count(runs, 'incident')} that the real engine went through, in ${inWords(took)}. Why that leaves no minute out: docs/proving.md`,
  ].flatMap((line) => wrap(line, width));
}

const number = (n: number): string => n.toLocaleString('en-US');

const count = (n: number, one: string, many = `${one}s`): string =>
  n === 0 ? '' : `${number(n)} ${n === 1 ? one : many}`;
