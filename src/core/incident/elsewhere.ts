import { isDrill } from '../drill/group.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident } from './incident.ts';

/** Groups other than `group` that a majority of locations sees down, with the moment their incident opened (G4). */
export const downElsewhere = (heads: readonly Incident[], group: string): Readonly<Record<string, Instant>> =>
  Object.fromEntries(
    heads.flatMap((head) =>
      head.group !== group && head.openedAt !== null && isDown(head) && !isDrill(head)
        ? [[head.group, head.openedAt]]
        : [],
    ),
  );

const isDown = ({ phase, failing }: Incident): boolean =>
  phase === 'open' &&
  Object.values(failing).some(({ verdict, certainty }) => verdict === 'down' && certainty === 'confirmed');
