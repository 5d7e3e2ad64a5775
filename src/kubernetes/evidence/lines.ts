import { clockTime } from '../../core/time/zone.ts';
import type { WorkloadRef } from '../kinds.ts';
import { sharesInWords } from './capacity/usage.ts';
import { inWords } from './causes.ts';
import { nextCommands } from './commands.ts';
import type { Diagnosis } from './diagnosis.ts';
import { isWell } from './well.ts';

/** A line of evidence, and what it is, for whoever paints it. */
export interface Line {
  readonly tone: 'plain' | 'dim' | 'missing' | 'command';
  readonly text: string;
}

/** What stands below a summary: all that was seen, what is missing, and what to type next. Of what is well only what is odd. */
export function* diagnosisLines(
  ref: WorkloadRef,
  diagnosis: Diagnosis,
  { zone, container }: { readonly zone: string; readonly container?: string },
): Iterable<Line> {
  const { rollout, troubles, causes = [], warnings, controller = [], missing } = diagnosis;
  const well = isWell(diagnosis);
  if (rollout && rollout.is !== 'done') yield { tone: 'plain', text: rollout.text };
  for (const { pod, container: of, reason, detail } of troubles)
    yield { tone: 'plain', text: `${pod}${within(of)}: ${reason}${detail ? `, ${detail}` : ''}` };
  for (const cause of causes)
    yield { tone: 'plain', text: `${cause.section} ${cause.cause}${cause.hint ? '?' : ''}: ${inWords(cause)}` };
  if (!well) yield* surroundings(diagnosis, zone);
  for (const warning of warnings) yield { tone: 'dim', text: warning };
  // The last of them is among the causes.
  for (const line of controller.slice(0, -1)) yield { tone: 'dim', text: `ingress controller: ${line}` };
  yield* logLines(diagnosis);
  for (const [what, why] of Object.entries(missing)) yield { tone: 'missing', text: `${what}: ${why}` };
  if (well) return;
  for (const command of nextCommands(ref, diagnosis, container)) yield { tone: 'command', text: command };
}

/** What is around the pods: the way to them, what they use, what changed. */
function* surroundings(
  { services = [], ingresses = [], scaling, usage = [], nodes = [], changed = [] }: Diagnosis,
  zone: string,
): Iterable<Line> {
  const parts = [
    ...services.map(({ name, ready, addresses }) =>
      ready === undefined ? `service ${name}` : `service ${name}: ${ready} of ${addresses} addresses ready`,
    ),
    ...ingresses.map(
      ({ name, hosts, addresses }) => `ingress ${name}: ${hosts.join(', ')} at ${addresses.join(', ') || 'no address'}`,
    ),
    ...(scaling ? [`autoscaler ${scaling.name}: ${scaling.current} pods, of ${scaling.least} to ${scaling.most}`] : []),
    ...usage.slice(0, 3).map((each) => `${each.pod} (${each.container}) uses ${sharesInWords(each)} of its limits`),
    ...nodes.filter(({ cpu, memory }) => cpu ?? memory).map((each) => `node ${each.name} uses ${sharesInWords(each)}`),
    // What the workload depends on is among the causes.
    ...changed
      .filter(({ used }) => !used)
      .map(({ kind, name, at }) => `${kind} ${name} changed at ${clockTime(at, zone)}`),
  ];
  for (const text of parts) yield { tone: 'dim', text };
}

function* logLines({ logs = [] }: Diagnosis): Iterable<Line> {
  for (const { pod, container, previous, lines } of logs) {
    yield { tone: 'dim', text: `log of ${pod}${within(container)}${previous ? ', before it was restarted' : ''}:` };
    for (const line of lines) yield { tone: 'dim', text: `  ${line}` };
  }
}

const within = (container: string | undefined): string => (container === undefined ? '' : ` (${container})`);
