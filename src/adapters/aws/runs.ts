import { createHash } from 'node:crypto';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Installation, nameOf } from '../../core/installation.ts';
import type { RunId, Runs } from '../../core/ports.ts';
import { failureOf } from './call-error.ts';
import { Calls, type Patience } from './calls.ts';
import { errorName, later, refused } from './fault.ts';
import { type Access, arn, clientOf, type Owner } from './place.ts';

export interface RunsOptions extends Owner, Access {
  readonly installation: Pick<Installation, 'prefix' | 'home'>;
  readonly patience?: Patience;
}

/** Runs of the incident workflow in Step Functions. Throws a `CallError` where a run could not be started. */
export class StepFunctionsRuns implements Runs {
  readonly #calls: Calls<SFNClient>;
  readonly #machine: string;

  constructor({ installation, partition, account, patience, ...access }: RunsOptions) {
    const { home } = installation;
    const name = nameOf(installation, 'incident');
    this.#machine = arn({ partition, account }, 'states', home, `stateMachine:${name}`);
    const service = {
      name: 'Step Functions',
      faults: {
        StateMachineDoesNotExist: refused(
          'there is no such state machine: is the stack deployed, and is this its region?',
        ),
        StateMachineDeleting: refused('it is being deleted: deploy the stack anew'),
        ExecutionLimitExceeded: later('there are as many open executions as the account may have'),
      },
      failure: failureOf(`the state machine ${name} in ${home} cannot be started`),
    };
    this.#calls = new Calls(new SFNClient(clientOf(home, access)), service, patience);
  }

  async start({ incident, generation, run }: RunId): Promise<void> {
    const input: RunId = { incident, generation, run };
    const command = new StartExecutionCommand({
      stateMachineArn: this.#machine,
      name: executionName(input),
      input: JSON.stringify(input),
    });
    try {
      // By its name a second execution is the first (rule 4).
      await this.#calls.make((client, options) => client.send(command, options), 'is once', isStarted);
    } catch (error) {
      if (!isStarted(error)) throw error;
    }
  }

  close(): void {
    this.#calls.close();
  }
}

/** It ran under this name before, in the last 90 days, and has ended. */
const isStarted = (error: unknown): boolean => errorName(error) === 'ExecutionAlreadyExists';

/** Step Functions' most for the name of an execution. */
const LONGEST = 80;
/** Characters of a hash that tells apart what was shortened alike: 60 bits. */
const HASH = 15;

/**
 * The execution of a run: `shop-12-g1-r3`. The same run has the same name, so that it is started once; a name that is too
 * long, or has other characters than logs take, is cut and ends with its hash.
 */
export function executionName({ incident, generation, run }: RunId): string {
  const ending = `-g${generation}-r${run}`;
  const room = LONGEST - ending.length;
  if (incident.length <= room && /^[\w-]+$/.test(incident)) return incident + ending;
  const hash = createHash('sha256').update(incident).digest('hex').slice(0, HASH);
  const readable = incident.replaceAll(/[^\w-]/g, '_').slice(0, room - HASH - 1);
  return `${readable}-${hash}${ending}`;
}
