import type { EvidencePart } from '../../core/evidence/evidence.ts';
import { clockTime } from '../../core/time/zone.ts';
import type { ServiceRef } from '../service.ts';
import { inWords } from './causes.ts';
import { nextCommands } from './commands.ts';
import type { Diagnosis, Seen } from './diagnosis.ts';
import { inPercent } from './usage.ts';

/** What was seen, part by part, for a page or a terminal, the most telling first; empty parts are left out. Times in `zone`. */
export function partsOf(diagnosis: Diagnosis, ref: ServiceRef, zone: string): readonly EvidencePart[] {
  const { causes, containers, logs, usage, isWell } = diagnosis;
  const parts: readonly EvidencePart[] = [
    {
      title: 'Likely causes',
      lines: causes.map((each) => `${each.section} ${each.cause}${each.hint ? '?' : ''}: ${inWords(each)}`),
    },
    { title: 'Containers', lines: isWell ? [] : containers.map((each) => inOneLine(each, zone)) },
    ...logs.map(({ name, lines }) => ({ title: `Log of ${name}`, lines, is: 'log' as const })),
    {
      title: 'Room',
      lines: isWell
        ? []
        : usage.filter((each) => inPercent(each) !== '').map((each) => `${each.name} uses ${inPercent(each)}`),
    },
    { title: 'Next', is: 'commands', lines: isWell ? [] : nextCommands(ref, containers) },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

const inOneLine = ({ name, state, since, image, id, restarts, said }: Seen, zone: string): string =>
  [
    `${name}: ${state}${since === undefined ? '' : ` since ${clockTime(since, zone)}`}`,
    `image ${image} (${id})`,
    ...(restarts > 0 ? [`started again ${restarts} times`] : []),
    ...(said === undefined ? [] : [`says: ${said}`]),
  ].join(', ');
