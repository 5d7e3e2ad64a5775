import { plainLine } from '../../core/message/plain.ts';
import { clockTime } from '../../core/time/zone.ts';
import { imageParts } from '../../diagnosis/image.ts';
import type { ServiceRef } from '../service.ts';
import { inWords } from './causes.ts';
import type { Cause, Seen } from './diagnosis.ts';

/** Characters of the second sentence. */
const BEHIND = 160;
/** What the first sentence tells already. */
const TOLD: ReadonlySet<Cause['is']> = new Set<Cause['is']>(['crash', 'not ready', 'out of memory']);

/**
 * A sentence or two: `backend: 0 of 2 running, exited 137 (out of memory) since 14:01, image 1.8.3`, then what is
 * likely behind it. Times in `zone`.
 */
export function summaryOf(
  { service }: Pick<ServiceRef, 'service'>,
  containers: readonly Seen[],
  causes: readonly Cause[],
  zone: string,
): string {
  if (containers.length === 0) return `${service}: there is no container of it`;
  const well = containers.filter(({ isWell }) => isWell).length;
  const ails = containers.filter(({ isWell }) => !isWell).toSorted((a, b) => (a.since ?? 0) - (b.since ?? 0))[0];
  const images = [...new Set(containers.map(({ image, id }) => versionIn(image, id)))];
  const parts = [
    `${well} of ${containers.length} running`,
    ...(ails ? [`${ails.state}${ails.since === undefined ? '' : ` since ${clockTime(ails.since, zone)}`}`] : []),
    `image ${images.join(' and ')}`,
  ];
  const behind = causes.find(({ is }) => !TOLD.has(is));
  return `${service}: ${parts.join(', ')}${behind ? `. ${plainLine(inWords(behind), BEHIND)}` : ''}`;
}

/** `latest` says nothing. */
function versionIn(image: string, id: string): string {
  const { version } = imageParts(image);
  return version === 'latest' ? id : version;
}
