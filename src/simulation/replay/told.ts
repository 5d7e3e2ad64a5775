import type { History } from '../../core/incident/history.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Entry } from '../scenario/account.ts';

/** A timeline with who was paged when: as the record has it, or as it came out now. */
export interface Told {
  readonly entries: readonly Entry[];
  /** Pages that a channel accepted. */
  readonly pages: readonly { readonly at: Instant; readonly person: string; readonly channel: string }[];
}

/** What the record says. */
export const thenOf = ({ rows }: History): Told => ({
  entries: rows.flatMap(({ incident, lines }) => lines.map((line): Entry => ({ ...line, incident }))),
  pages: rows.flatMap(({ at, facts }) => {
    const { delivery } = facts ?? {};
    if (delivery?.type !== 'page' || delivery.got.is !== 'accepted') return [];
    return [{ at, person: delivery.person, channel: delivery.channel }];
  }),
});
