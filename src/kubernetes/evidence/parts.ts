import type { EvidencePart } from '../../core/evidence/evidence.ts';
import { clockTime } from '../../core/time/zone.ts';
import type { PlacedWorkload } from '../workload.ts';
import { sharesInWords } from './capacity/usage.ts';
import { inWords } from './causes.ts';
import { nextCommands } from './commands.ts';
import type { Diagnosis } from './diagnosis.ts';
import { isWell } from './well.ts';

/**
 * What was seen, part by part, for a page or a terminal, the most telling first; empty parts are left out. Of what is well
 * only what is odd. Times in `zone`.
 */
export function partsOf(
  diagnosis: Diagnosis,
  { ref, container }: PlacedWorkload,
  zone: string,
): readonly EvidencePart[] {
  const { rollout, warnings, controller = [] } = diagnosis;
  const parts: readonly EvidencePart[] = [
    { title: 'Likely causes', lines: causes(diagnosis) },
    { title: 'Rollout', lines: rollout && rollout.is !== 'done' ? [rollout.text] : [] },
    { title: 'Pods', lines: pods(diagnosis) },
    { title: 'Warnings', lines: [...warnings, ...controller.map((line) => `ingress controller: ${line}`)] },
    ...logs(diagnosis),
    ...(isWell(diagnosis) ? [] : around(diagnosis, zone)),
    { title: 'Next', is: 'commands', lines: isWell(diagnosis) ? [] : nextCommands(ref, diagnosis, container) },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

type Lines = readonly string[];

const causes = ({ causes: all = [] }: Diagnosis): Lines =>
  all.map((cause) => `${cause.section} ${cause.cause}${cause.hint ? '?' : ''}: ${inWords(cause)}`);

const pods = ({ troubles }: Diagnosis): Lines =>
  troubles.map(
    ({ pod, container, reason, detail }) => `${pod}${within(container)}: ${reason}${detail ? `, ${detail}` : ''}`,
  );

const logs = ({ logs: all = [] }: Diagnosis): readonly EvidencePart[] =>
  all.map(({ pod, container, previous, lines }) => ({
    title: `Log of ${pod}${within(container)}${previous ? ', before it was restarted' : ''}`,
    lines,
    is: 'log',
  }));

/** What is around the pods: what changed, the way to them, what they have, what ran before. */
const around = (diagnosis: Diagnosis, zone: string): readonly EvidencePart[] => [
  { title: 'Changed lately', lines: changes(diagnosis, zone) },
  { title: 'The way to it', lines: ways(diagnosis) },
  { title: 'Room', lines: room(diagnosis) },
  { title: 'Versions', lines: versions(diagnosis) },
];

/** What the workload depends on is among the causes. */
const changes = ({ changed = [] }: Diagnosis, zone: string): Lines =>
  changed.filter(({ used }) => !used).map(({ kind, name, at }) => `${kind} ${name} at ${clockTime(at, zone)}`);

const ways = ({ services = [], ingresses = [] }: Diagnosis): Lines => [
  ...services.map(({ name, ready, addresses }) =>
    ready === undefined ? `service ${name}` : `service ${name}: ${ready} of ${addresses} addresses ready`,
  ),
  ...ingresses.map(
    ({ name, hosts, addresses }) => `ingress ${name}: ${hosts.join(', ')} at ${addresses.join(', ') || 'no address'}`,
  ),
];

const room = ({ scaling, usage = [], nodes = [] }: Diagnosis): Lines => [
  ...(scaling ? [`autoscaler ${scaling.name}: ${scaling.current} pods, of ${scaling.least} to ${scaling.most}`] : []),
  ...usage.slice(0, 3).map((each) => `${each.pod} (${each.container}) uses ${sharesInWords(each)} of its limits`),
  ...nodes.filter(({ cpu, memory }) => cpu ?? memory).map((each) => `node ${each.name} uses ${sharesInWords(each)}`),
];

const versions = ({ revisions }: Diagnosis): Lines =>
  revisions.map(
    ({ number, images, cause }) =>
      `${number}: ${images.length > 0 ? `image ${images.join(', ')}` : 'the same images'}${cause === undefined ? '' : ` (${cause})`}`,
  );

const within = (container: string | undefined): string => (container === undefined ? '' : ` (${container})`);
