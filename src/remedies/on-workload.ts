import type * as z from 'zod';
import type { Applied, Planned, RemedyIntent, Verified } from '../core/remedy/remedy.ts';
import type { PlatformName, ReachedService, ReachedWorkload, RemedyContext, RemedyKind, Within } from './define.ts';

type Settings<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;
type Context<With extends Within> = RemedyContext & With;

/** A kind that acts on what runs the monitor: its steps are given that. */
export interface WorkloadRemedy<Shape extends z.ZodRawShape, With extends Within>
  extends Pick<RemedyKind<Shape>, 'kind' | 'summary' | 'shape' | 'undoes'> {
  plan(settings: Settings<Shape>, context: Context<With>): Promise<Planned>;
  apply(intent: RemedyIntent, settings: Settings<Shape>, context: Context<With>): Promise<Applied>;
  verify(intent: RemedyIntent, settings: Settings<Shape>, context: Context<With>): Promise<Verified>;
}

const on =
  <With extends Within>(platform: PlatformName, needs: keyof With & keyof Within) =>
  <Shape extends z.ZodRawShape>(kind: WorkloadRemedy<Shape, With>): RemedyKind<Shape> => {
    const reached = (context: RemedyContext): Context<With> => {
      if (!context[needs]) throw new Error(`remedy '${context.remedy}' was not given what it acts on`);
      return context as Context<With>;
    };
    return {
      ...kind,
      onWorkload: platform,
      plan: (settings, context) => kind.plan(settings, reached(context)),
      apply: (intent, settings, context) => kind.apply(intent, settings, reached(context)),
      verify: (intent, settings, context) => kind.verify(intent, settings, reached(context)),
    };
  };

/** Declares a kind that acts on a workload of a cluster. */
export const onKubernetes = on<{ readonly workload: ReachedWorkload }>('kubernetes', 'workload');

/** Declares a kind that acts on a service of Docker Compose. */
export const onCompose = on<{ readonly service: ReachedService }>('compose', 'service');
