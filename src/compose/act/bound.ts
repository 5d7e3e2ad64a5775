import type { RemedyIntent } from '../../core/remedy/remedy.ts';
import { type Inspected, shortId } from '../container.ts';

/** Hashes an intent: how is the remedies' own matter. */
export type IntentOf = (intent: Omit<RemedyIntent, 'hash'>) => RemedyIntent;

export const MOVED = 'somebody changed it meanwhile: its containers are not those that were seen';

/** What a change of containers is bound to: these, of these images (G1, G5). */
export const boundTo = (containers: readonly Inspected[]) => ({
  containers: containers.map(({ Id, Image }) => `${shortId(Id)}=${shortId(Image)}`).join(' '),
});

export const hasMoved = (containers: readonly Inspected[], { facts }: Pick<RemedyIntent, 'facts'>): boolean =>
  boundTo(containers).containers !== facts.containers;

/** What a restart is bound to: these, as they were started. */
export const boundToStarts = (containers: readonly Inspected[]) => ({ containers: containers.map(startOf).join(' ') });

const startOf = ({ Id, State, RestartCount = 0 }: Inspected): string =>
  `${shortId(Id)}@${State.StartedAt}+${RestartCount}`;

/** Each container as it was when the restart was planned, by its short id. */
export const startsIn = ({
  facts,
}: Pick<RemedyIntent, 'facts'>): ReadonlyMap<string, { at: string; restarts: number }> =>
  new Map(
    String(facts.containers)
      .split(' ')
      .flatMap((each) => {
        const [, id, at, restarts] = /^(\w+)@(.*)\+(\d+)$/.exec(each) ?? [];
        return id === undefined ? [] : [[id, { at: at!, restarts: Number(restarts) }]];
      }),
  );

/**
 * Nobody has restarted any of them since: they were started when they were, or again by their own policy, which counts how
 * often; whoever restarts one by hand begins that count anew.
 */
export function areUntouched(containers: readonly Inspected[], intent: Pick<RemedyIntent, 'facts'>): boolean {
  const starts = startsIn(intent);
  return (
    containers.length === starts.size &&
    containers.every(({ Id, State, RestartCount = 0 }) => {
      const planned = starts.get(shortId(Id));
      return planned !== undefined && (planned.at === State.StartedAt || RestartCount > planned.restarts);
    })
  );
}
