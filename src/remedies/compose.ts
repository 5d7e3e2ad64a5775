import * as z from 'zod';
import type { Action, Stage } from '../compose/act/act.ts';
import { restart } from '../compose/act/restart.ts';
import { restartAll } from '../compose/act/restart-all.ts';
import { rollback } from '../compose/act/rollback.ts';
import { scale } from '../compose/act/scale.ts';
import type { ReachedService, RemedyContext } from './define.ts';
import { intentOf } from './intent.ts';
import { limits } from './limits.ts';
import { onCompose } from './on-workload.ts';
import { chosen, target } from './target.ts';

const ACTIONS = { restart, 'restart-all': restartAll, scale, rollback } as const satisfies Record<string, Action>;
const NAMES = Object.keys(ACTIONS) as readonly (keyof typeof ACTIONS)[];

const shape = {
  do: z
    .enum(NAMES)
    .describe('restart the service, or all of its project; add containers; or put the last healthy image back'),
  by: z.int().min(1).max(20).default(1).describe('of scale: containers to add'),
  most: z.int().min(2).max(100).default(2).describe('of scale: never more containers than this'),
  'deployed-within': target['deployed-within'].describe(
    'of rollback: only a deploy this short before the first failure',
  ),
  'healthy-for': target['healthy-for'].describe('of rollback: only to what was healthy for this long'),
  ...limits,
};
type Settings = z.output<z.ZodObject<typeof shape>>;

const actionOf = ({ do: name }: Settings): Action => ACTIONS[name];

/** What runs in Docker Compose on the machine of Tocsin itself. */
export const compose = onCompose({
  kind: 'compose',
  summary: 'restarts, scales or rolls back a service of Docker Compose',
  shape,
  undoes: ({ facts: { from, to, reference } }) =>
    reference === undefined ? undefined : { from: String(from), to: String(to) },
  plan: (settings, context) => actionOf(settings).plan(stageOf(settings, context), settings),
  async apply(intent, settings, context) {
    if (intent.facts.does !== settings.do)
      return { is: 'refused', why: 'the config wants something else of it by now' };
    return actionOf(settings).apply(intent, stageOf(settings, context));
  },
  async verify(intent, settings, context) {
    if (intent.facts.does !== settings.do) return { is: 'failed', why: 'the config wants something else of it by now' };
    return actionOf(settings).verify(intent, stageOf(settings, context));
  },
});

function stageOf(
  settings: Settings,
  {
    service: { memory, ref, engine, compose: cli },
    appliedAt,
    ...grounds
  }: RemedyContext & { readonly service: ReachedService },
): Stage {
  return {
    ref,
    engine,
    compose: cli,
    // What was approved is what is done, also where the config changes meanwhile.
    intentOf: ({ facts, ...more }) => intentOf({ ...more, facts: { ...facts, does: settings.do } }),
    ...(appliedAt !== undefined && { appliedAt }),
    chosen: (running) => chosen(memory, running, settings, grounds),
  };
}
