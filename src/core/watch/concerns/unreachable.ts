import { type Installation, nameOf } from '../../installation.ts';
import { shortened } from '../../message/runes.ts';
import type { Finder } from '../concern.ts';
import type { Failure } from '../facts.ts';

/** An error's words may be pages long. */
const WHY = 200;

const SAYS: Readonly<Record<Failure['what'], (installation: Installation) => readonly [what: string, remedy: string]>> =
  {
    table: (at) => [
      `the table ${at.prefix} in ${at.home} cannot be read: nobody knows what is open, and nobody is paged`,
      `Look at the region's health, the table and the role of ${nameOf(at, 'watch')}; meanwhile look at the monitored service yourselves.`,
    ],
    signal: (at) => [
      `${nameOf(at, 'signal')} in ${at.home} does not answer: failures that probers see open no incident`,
      'Look at its log, its errors and its concurrency; probers say on the emergency topics what they see.',
    ],
    alarms: (at) => [
      `the alarms in ${at.home} cannot be read: what fails in Tocsin itself is not seen`,
      `Look at the region's health and at the role of ${nameOf(at, 'watch')}.`,
    ],
    revival: (at) => [
      'an incident that may be overdue could not be given a new run',
      `Look at the log of ${nameOf(at, 'watch')} and at the state machine ${nameOf(at, 'incident')} in ${at.home}, and answer what is open with \`tocsin incidents\`.`,
    ],
  };

/** What a patrol could not ask or do: there is no telling what else is wrong. */
export const unreachable: Finder = ({ failures, installation, now }) => {
  const first = new Map(failures.toReversed().map((failure) => [failure.what, failure.why]));
  return [...first].map(([what, why]) => {
    const [text, remedy] = SAYS[what](installation);
    return { key: `unreachable:${what}`, since: now, text: `${text} (${shortened(why, WHY)})`, remedy };
  });
};
