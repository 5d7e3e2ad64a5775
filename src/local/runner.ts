import { StateMachine } from 'aws-local-stepfunctions';
import definition from '../../functions/incident.asl.json' with { type: 'json' };
import type { RunId, Runs } from '../core/ports.ts';

/** A step as the workflow calls it. */
export type WorkflowStep = (input: never) => Promise<unknown>;

export interface RunnerPorts {
  /** Every Task of the definition, by name. */
  readonly steps: Readonly<Record<string, WorkflowStep>>;
  readonly onError: (where: string, error: unknown) => void;
}

export interface Runner extends Runs {
  running(): number;
  stop(): Promise<void>;
}

type RunOptions = NonNullable<Parameters<StateMachine['run']>[1]>;
type Handler = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>[string];
/** What goes in and out of a Task: JSON, as the library types it. */
type Json = Parameters<Handler>[0];

interface Execution {
  readonly run: RunId;
  readonly abort: () => void;
  readonly ended: Promise<unknown>;
}

/**
 * Executes the committed definition of the incident workflow on this machine, every Task wired to a step. A newer run
 * of an incident ends the older one's timer; the record would end it at its next look anyway (rule 1).
 */
export function startRunner({ steps, onError }: RunnerPorts): Runner {
  const machine = new StateMachine(definition as ConstructorParameters<typeof StateMachine>[0], {
    validationOptions: { checkArn: false },
  });
  const missing = Object.entries(definition.States).filter(([name, state]) => state.Type === 'Task' && !steps[name]);
  if (missing.length > 0)
    throw new Error(`the workflow has Tasks without a step: ${missing.map(([name]) => name).join(', ')}`);
  const executions = new Map<string, Execution>();
  let stopped = false;

  return {
    running: () => executions.size,
    start: async (run) => {
      const before = executions.get(run.incident);
      if (stopped || (before && !isNewer(run, before.run))) return;
      before?.abort();
      const handlers = Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, guarded(name, step)]));
      const { result, abort } = machine.run(
        { ...run },
        { overrides: { taskResourceLocalHandlers: handlers }, noThrowOnAbort: true },
      );
      const ended = Promise.resolve(result)
        .catch((error: unknown) => onError(`run ${run.run} of incident ${run.incident}`, error))
        .finally(() => {
          if (executions.get(run.incident)?.run === run) executions.delete(run.incident);
        });
      executions.set(run.incident, { run, abort, ended });
    },
    stop: async () => {
      stopped = true;
      const all = [...executions.values()];
      for (const execution of all) execution.abort();
      await Promise.all(all.map((execution) => execution.ended));
    },
  };

  /** Errors go to the definition's Retry and Catch; here they are only made visible. */
  function guarded(name: string, step: WorkflowStep) {
    return async (input: Json): Promise<Json> => {
      try {
        return (await step(input as never)) as Json;
      } catch (error) {
        onError(`step ${name}`, error);
        throw error;
      }
    };
  }
}

const isNewer = (a: RunId, b: RunId): boolean => a.generation > b.generation || a.run > b.run;
