import type * as z from 'zod';
import type { Applied, Planned, RemedyIntent, Verified } from '../core/remedy/remedy.ts';
import type { ReachedWorkload, RemedyContext, RemedyKind } from './define.ts';

type Settings<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;
type Context = RemedyContext & { readonly workload: ReachedWorkload };

/** A kind that acts on what runs the monitor: its steps are given that. */
export interface WorkloadRemedy<Shape extends z.ZodRawShape>
  extends Pick<RemedyKind<Shape>, 'kind' | 'summary' | 'shape' | 'undoes'> {
  plan(settings: Settings<Shape>, context: Context): Promise<Planned>;
  apply(intent: RemedyIntent, settings: Settings<Shape>, context: Context): Promise<Applied>;
  verify(intent: RemedyIntent, settings: Settings<Shape>, context: Context): Promise<Verified>;
}

/** Declares a kind that acts on what runs the monitor. */
export const onWorkload = <Shape extends z.ZodRawShape>(kind: WorkloadRemedy<Shape>): RemedyKind<Shape> => ({
  ...kind,
  onWorkload: true,
  plan: (settings, context) => kind.plan(settings, reached(context)),
  apply: (intent, settings, context) => kind.apply(intent, settings, reached(context)),
  verify: (intent, settings, context) => kind.verify(intent, settings, reached(context)),
});

function reached({ workload, ...context }: RemedyContext): Context {
  if (!workload) throw new Error(`remedy '${context.remedy}' was not given what it acts on`);
  return { ...context, workload };
}
