import { deadline } from '../../wire/deadline.ts';
import { type Inspected, LABELS, labelOf, nameOf } from '../container.ts';
import { filesOf, typed } from '../files.ts';
import { imageOf, oneImage } from '../image.ts';
import { lookAt } from '../look.ts';
import { unlike } from '../same.ts';
import { targetOf } from '../service.ts';
import type { Action, Stage } from './act.ts';
import { boundTo, hasMoved, MOVED } from './bound.ts';
import { standing } from './standing.ts';
import { untouchable } from './untouchable.ts';
import { LEAST, SLOW, up, upWords, WHOLE } from './up.ts';

/** Adds containers: only ever up, and of the same image. The engine has no such call; Compose has. */
export const scale: Action = {
  async plan(stage, { by, most }) {
    const { ref } = stage;
    const seen = await look(stage);
    if ('why' in seen) return { is: 'refused', why: seen.why };
    const { containers, words } = seen;
    const now = containers.length;
    const to = Math.min(most, now + by);
    if (to <= now) return { is: 'refused', why: `it has ${now} containers, and the config allows ${most} at most` };
    return {
      is: 'planned',
      intent: stage.intentOf({
        summary: `scale ${ref.service} from ${now} to ${to} containers`,
        target: targetOf(ref),
        difference: [typed(upWords(words, ref.service, to, '--no-recreate'))],
        facts: { ...boundTo(containers), from: now, to },
      }),
    };
  },
  async apply(intent, stage) {
    const { engine, ref, compose } = stage;
    const { facts } = intent;
    const whole = deadline(WHOLE);
    const first = await lookAt(engine, ref);
    if ('why' in first) return { is: 'refused', why: first.why };
    if (first.containers.length === facts.to) return { is: 'applied' };
    if (hasMoved(first.containers, intent)) return { is: 'refused', why: MOVED };
    const seen = await look(stage);
    if ('why' in seen) return { is: 'refused', why: seen.why };
    if (hasMoved(seen.containers, intent)) return { is: 'refused', why: MOVED };
    if (whole.left() < LEAST) return { is: 'refused', why: SLOW };
    return up(compose, upWords(seen.words, ref.service, Number(facts.to), '--no-recreate'), whole.left());
  },
  async verify({ facts }, { engine, ref }) {
    const seen = await lookAt(engine, ref);
    if ('why' in seen) return { is: 'pending', text: seen.why };
    const { length } = seen.containers;
    return length < Number(facts.to)
      ? { is: 'pending', text: `there are ${length} of ${facts.to} containers` }
      : standing(seen.containers);
  },
};

/** What is there, and by which words more of it comes; or why none may. */
async function look({ engine, ref, compose }: Stage) {
  const seen = await lookAt(engine, ref);
  if ('why' in seen) return seen;
  const { containers } = seen;
  const against = untouchable(containers) ?? single(containers);
  if (against !== undefined) return { why: against };
  const runs = oneImage(containers);
  if ('why' in runs) return runs;
  const files = filesOf(ref, containers);
  if ('why' in files) return files;
  const named = await imageOf(engine, runs.reference);
  if ('why' in named) return named;
  if (named.image?.Id !== runs.id)
    return { why: `${runs.reference} is another image by now than what runs: more of it would be a deploy` };
  const differs = await unlike(compose, ref, files.words, containers);
  return differs === undefined ? { containers, words: files.words } : { why: differs };
}

/** Why there can be but one of it: a name, or a port of the machine, which a second one could not have. */
function single(containers: readonly Inspected[]): string | undefined {
  const [only] = containers;
  if (!only || containers.length > 1) return undefined;
  const numbered = `${labelOf(only, LABELS.project)}[-_]${labelOf(only, LABELS.service)}[-_]\\d+`;
  if (!new RegExp(`^${numbered.replaceAll('.', '\\.')}$`).test(nameOf(only)))
    return `it has a name of its own (${nameOf(only)}), which one container alone can have`;
  const ports = Object.values(only.HostConfig?.PortBindings ?? {}).flatMap((all) => all ?? []);
  const fixed = ports.find(({ HostPort = '' }) => HostPort !== '' && HostPort !== '0');
  return fixed && `it has port ${fixed.HostPort} of the machine, which one container alone can have`;
}
