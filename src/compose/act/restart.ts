import type { Applied, RemedyIntent, Verified } from '../../core/remedy/remedy.ts';
import { imageParts } from '../../diagnosis/image.ts';
import { deadline } from '../../wire/deadline.ts';
import { type Inspected, nameOf, shortId, startedAt } from '../container.ts';
import { type Engine, messageIn } from '../engine.ts';
import { type Look, lookAt } from '../look.ts';
import { targetOf } from '../service.ts';
import type { Action, Stage } from './act.ts';
import { areUntouched, boundToStarts, MOVED, startsIn } from './bound.ts';
import { standing } from './standing.ts';
import { untouchable } from './untouchable.ts';

/** Seconds in which a container may stop of its own accord. */
const STOPPING = '10';
/** Milliseconds in which restarts are begun: the last of them has to end within the minute that a remedy has. */
const BEGINNING = 40_000;

/** Which containers are restarted, in which order, or why they are not to be touched. */
export interface Choice {
  readonly look: (stage: Stage) => Promise<Look>;
  readonly why: (containers: readonly Inspected[]) => string | undefined;
  readonly summary: (stage: Stage, containers: readonly Inspected[]) => string;
}

/** Restarts what a choice says, one after the other, as `docker restart` would: the same image starts anew. */
export const restarting = ({ look, why, summary }: Choice): Action => ({
  async plan(stage) {
    const seen = await look(stage);
    if ('why' in seen) return { is: 'refused', why: seen.why };
    const against = why(seen.containers);
    if (against !== undefined) return { is: 'refused', why: against };
    return {
      is: 'planned',
      intent: stage.intentOf({
        summary: summary(stage, seen.containers),
        target: targetOf(stage.ref),
        difference: seen.containers.map(
          (each) => `${nameOf(each)}: started again, still image ${imageParts(each.Config.Image).version}`,
        ),
        facts: boundToStarts(seen.containers),
      }),
    };
  },
  async apply(intent, stage) {
    const { engine, appliedAt } = stage;
    const whole = deadline(BEGINNING);
    const seen = await look(stage);
    if ('why' in seen) return { is: 'refused', why: seen.why };
    const { containers } = seen;
    if (appliedAt !== undefined && containers.length > 0 && pendingOf(containers, intent, appliedAt).length === 0)
      return { is: 'applied' };
    const against = why(containers);
    if (against !== undefined) return { is: 'refused', why: against };
    if (!areUntouched(containers, intent)) return { is: 'refused', why: MOVED };
    return inTurn(engine, containers, () => whole.left() > 0);
  },
  async verify(intent, stage) {
    const seen = await look(stage);
    if ('why' in seen) return { is: 'pending', text: seen.why };
    return restarted(seen.containers, intent, stage.appliedAt ?? 0);
  },
});

/** Each is sent once; where one does not succeed the others are left alone, and what became of it is for whoever verifies (G5). */
async function inTurn(engine: Engine, containers: readonly Inspected[], hasTime: () => boolean): Promise<Applied> {
  for (const [n, container] of containers.entries()) {
    const before = n === 0 ? '' : `${n} of ${containers.length} were restarted. `;
    const name = nameOf(container);
    if (!hasTime()) return { is: 'unknown', why: `${before}There was no time left for ${name}` };
    const answer = await engine.post(`/containers/${container.Id}/restart`, { t: STOPPING });
    if (answer.is === 'answered' && answer.status < 300) continue;
    const isSent = answer.is === 'failed' ? answer.sent === 'maybe' : answer.status >= 500;
    const why = `${before}${name}: ${answer.is === 'failed' ? answer.why : messageIn(answer)}`;
    return { is: n === 0 && !isSent ? 'refused' : 'unknown', why };
  }
  return { is: 'applied' };
}

/** Those that still run as they did when it was planned. */
function pendingOf(containers: readonly Inspected[], intent: RemedyIntent, at: number): readonly Inspected[] {
  const starts = startsIn(intent);
  return containers.filter((each) => {
    const began = startedAt(each);
    return began === undefined || began < at || starts.get(shortId(each.Id))?.at === each.State.StartedAt;
  });
}

function restarted(containers: readonly Inspected[], intent: RemedyIntent, at: number): Verified {
  if (containers.length === 0) return { is: 'failed', why: 'there is no container of it any more' };
  const [waits] = pendingOf(containers, intent, at);
  return waits ? { is: 'pending', text: `${nameOf(waits)} has not been started again yet` } : standing(containers);
}

/** The containers of the monitor's service. */
export const restart = restarting({
  look: ({ engine, ref }) => lookAt(engine, ref),
  why: untouchable,
  summary: ({ ref }, { length }) =>
    `restart ${ref.service}: ${length === 1 ? '1 container' : `${length} containers, one after the other`}`,
});
