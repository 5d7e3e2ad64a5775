import type { EvidencePart } from '../../core/evidence/evidence.ts';
import { clockTime } from '../../core/time/zone.ts';
import type { PlacedWorkload } from '../workload.ts';
import { sharesInWords } from './capacity/usage.ts';
import { inWords } from './causes.ts';
import { nextCommands } from './commands.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What was seen, part by part, as people read it, the most telling first; empty parts are left out. Times in `zone`. */
export function partsOf(
  diagnosis: Diagnosis,
  { ref, container }: PlacedWorkload,
  zone: string,
): readonly EvidencePart[] {
  const { rollout, warnings, missing } = diagnosis;
  const parts: readonly EvidencePart[] = [
    { title: 'Likely causes', lines: causes(diagnosis) },
    { title: 'Rollout', lines: rollout && rollout.is !== 'done' ? [rollout.text] : [] },
    { title: 'Pods', lines: pods(diagnosis) },
    { title: 'Warnings', lines: warnings },
    ...logs(diagnosis),
    { title: 'Changed lately', lines: changes(diagnosis, zone) },
    { title: 'The way to it', lines: ways(diagnosis) },
    { title: 'Room', lines: room(diagnosis) },
    { title: 'Versions', lines: versions(diagnosis) },
    { title: 'Could not be seen', lines: Object.entries(missing).map(([what, why]) => `${what}: ${why}`) },
    { title: 'Next', is: 'commands', lines: nextCommands(ref, diagnosis, container) },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

type Lines = readonly string[];

const causes = ({ causes: all = [] }: Diagnosis): Lines =>
  all.map((cause) => `${cause.cause}${cause.hint ? '?' : ''} (runbook ${cause.section}): ${inWords(cause)}`);

const pods = ({ troubles }: Diagnosis): Lines =>
  troubles.map(
    ({ pod, container: of, reason, detail }) =>
      `${pod}${of === undefined ? '' : ` (${of})`}: ${reason}${detail ? `, ${detail}` : ''}`,
  );

const logs = ({ logs: all = [] }: Diagnosis): readonly EvidencePart[] =>
  all.map(({ pod, container, previous, lines }) => ({
    title: `Log of ${pod} (${container})${previous ? ', before it was restarted' : ''}`,
    lines,
    is: 'log',
  }));

const changes = ({ changed = [] }: Diagnosis, zone: string): Lines =>
  changed.map(
    ({ kind, name, at, used }) =>
      `${kind} ${name} at ${clockTime(at, zone)}${used ? ', the workload depends on it' : ''}`,
  );

const ways = ({ services = [], ingresses = [], controller = [] }: Diagnosis): Lines => [
  ...services.map(({ name, ready, addresses }) =>
    ready === undefined ? `service ${name}` : `service ${name}: ${ready} of ${addresses} addresses ready`,
  ),
  ...ingresses.map(
    ({ name, hosts, addresses }) => `ingress ${name}: ${hosts.join(', ')} at ${addresses.join(', ') || 'no address'}`,
  ),
  ...controller.map((line) => `ingress controller: ${line}`),
];

const room = ({ scaling, usage = [], nodes = [] }: Diagnosis): Lines => [
  ...(scaling ? [`autoscaler ${scaling.name}: ${scaling.current} of ${scaling.least} to ${scaling.most}`] : []),
  ...usage.slice(0, 3).map((each) => `${each.pod} (${each.container}) uses ${sharesInWords(each)} of its limits`),
  ...nodes.filter(({ cpu, memory }) => cpu ?? memory).map((each) => `node ${each.name} uses ${sharesInWords(each)}`),
];

const versions = ({ revisions }: Diagnosis): Lines =>
  revisions.map(
    ({ number, images, cause }) =>
      `${number}: ${images.length > 0 ? `image ${images.join(', ')}` : 'the same images'}${cause === undefined ? '' : ` (${cause})`}`,
  );
