import type { Look } from '../../src/core/check/look.ts';
import type { RunId } from '../../src/core/ports.ts';
import type { DiagnoseInput } from '../diagnose.ts';
import type { WorkInput } from '../work.ts';

/** An input that is not what the step takes: only another version of the caller can send it, or a person. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

/** Reads an input from elsewhere; throws `InvalidInput` with the place. A language for this would weigh more than the step. */
export type Reader<Input> = (event: unknown) => Input;

/** A run of the workflow: what a state hands to the next (rule 1). */
export const run: Reader<RunId> = (event) => {
  const { incident, generation, run: number } = fields(event);
  return {
    incident: text('incident', incident),
    generation: count('generation', generation),
    run: count('run', number),
  };
};

/** A run, and what of it is due. */
export const work: Reader<WorkInput> = (event) => ({
  ...run(event),
  keys: list('keys', fields(event).keys).map((key, i) => text(`keys.${i}`, key)),
});

/** What is due of a run; evidence that its run has claimed; the minute's look at what runs; what a remedy would do now. */
export type RemedyInput =
  | ({ readonly does: 'work' } & WorkInput)
  | ({ readonly does: 'diagnose' } & DiagnoseInput)
  | { readonly does: 'record' }
  | { readonly does: 'examine'; readonly remedy: string };
export const remedyInput: Reader<RemedyInput> = (event) => {
  const { record, examine, diagnose } = fields(event);
  if (record === true) return { does: 'record' };
  if (examine !== undefined) return { does: 'examine', remedy: text('examine', examine) };
  if (diagnose === undefined) return { does: 'work', ...work(event) };
  const { key, monitor, failedAt } = fields(diagnose);
  const asked = { key: text('key', key), monitor: text('monitor', monitor), failedAt: count('failedAt', failedAt) };
  return { does: 'diagnose', ...run(diagnose), ...asked };
};

/** What a prober saw: from a function of ours, of the same version or of one before. */
export const looks: Reader<{ readonly looks: readonly Look[] }> = (event) => ({
  looks: list('looks', fields(event).looks).map((each, i) => {
    const { monitor, location, slot, verdict } = fields(each);
    for (const [name, value] of Object.entries({ monitor, location, verdict })) text(`looks.${i}.${name}`, value);
    count(`looks.${i}.slot`, slot);
    return each as Look;
  }),
});

/** What a second opinion is asked of. */
export type Asked =
  | { readonly control: true }
  | { readonly monitor: string; readonly location: string; readonly slot: number };
export const look: Reader<Asked> = (event) => {
  const { control, monitor, location, slot } = fields(event);
  if (control === true) return { control };
  return { monitor: text('monitor', monitor), location: text('location', location), slot: count('slot', slot) };
};

/** What a command asks: a request without headers, for AWS says who asks. */
export interface Request {
  readonly method: string;
  readonly path: string;
  /** JSON. */
  readonly body?: string;
}
export const request: Reader<Request> = (event) => {
  const { method, path, body } = fields(event);
  if (body !== undefined && typeof body !== 'string') throw new InvalidInput("'body' is no text");
  return { method: text('method', method), path: text('path', path), ...(body !== undefined && { body }) };
};

/** A start by the scheduler; a time that it did not fill in is now. */
export const scheduled: Reader<{ readonly shard: number; readonly at?: number }> = (event) => {
  const { shard, at } = fields(event);
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  return { shard: count('shard', shard), ...(!Number.isNaN(time) && { at: time }) };
};

/** Taken as it is: the step itself reads it. */
export const anything: Reader<unknown> = (event) => event;

function fields(event: unknown): Readonly<Record<string, unknown>> {
  if (typeof event === 'object' && event !== null) return event as Readonly<Record<string, unknown>>;
  throw new InvalidInput('it is no object');
}
function text(place: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new InvalidInput(`'${place}' is no text`);
}
function count(place: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidInput(`'${place}' is no whole number`);
}
function list(place: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new InvalidInput(`'${place}' is no list`);
}
