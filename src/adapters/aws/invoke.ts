import type { InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import { plainLine } from '../../core/message/plain.ts';
import { CallError, failureOf } from './call-error.ts';
import { Calls, type Patience } from './calls.ts';
import { type Fault, later, refused } from './fault.ts';
import { type Access, clientOf } from './place.ts';

type Sdk = typeof import('@aws-sdk/client-lambda');

export interface Invocation {
  readonly region: string;
  /** The function's name, or its ARN. */
  readonly name: string;
  /** Plain JSON. */
  readonly input: unknown;
  /** The whole answer has to be there in time: an attempt lasts as long as the function may take. */
  readonly patience: Patience;
  /** What a second time means: an answer that was lost leaves open whether the function ran. */
  readonly twice: 'is once' | 'is not';
}

/** Its own words are data from elsewhere: one line, and not longer than people read. */
const WORDS = 300;

const STARTING = later('the function is being changed or started');
const FAULTS: Readonly<Record<string, Fault>> = {
  ResourceNotFound: refused('there is no such function: is the stack deployed in this region?'),
  ResourceNotReady: STARTING,
  ResourceConflict: STARTING,
  RequestTooLarge: refused('the input is larger than Lambda takes'),
  ENILimitReached: later('the network of the function has no interface left'),
  SubnetIPAddressLimitReached: later('the subnet of the function has no address left'),
};

/** Calls Lambda functions of any region and waits for their answers; a client for each region. */
export class Functions {
  readonly #access: Access;
  readonly #clients = new Map<string, LambdaClient>();

  constructor(access: Access = {}) {
    this.#access = access;
  }

  /** What the function returned. Throws a `CallError` within the patience, with the function's own words where it failed. */
  async invoke(invocation: Invocation): Promise<unknown> {
    return answerOf(
      await this.#send(invocation, 'RequestResponse'),
      `the function ${invocation.name} in ${invocation.region} failed`,
    );
  }

  /** Starts a function, and does not wait for it. Throws a `CallError` where Lambda does not take it. */
  async start(invocation: Invocation): Promise<void> {
    await this.#send(invocation, 'Event');
  }

  async #send(
    { region, name, input, patience, twice }: Invocation,
    how: 'RequestResponse' | 'Event',
  ): Promise<InvokeCommandOutput> {
    const cannot = `the function ${name} in ${region} cannot be called`;
    // Loaded where something is called: most runs call nothing, and start sooner.
    const sdk = await import('@aws-sdk/client-lambda');
    const calls = new Calls(
      this.#clientOf(region, sdk),
      { name: 'Lambda', faults: FAULTS, failure: failureOf(cannot) },
      patience,
    );
    const command = new sdk.InvokeCommand({
      FunctionName: name,
      InvocationType: how,
      Payload: Buffer.from(JSON.stringify(input)),
    });
    return calls.make((client, options) => client.send(command, options), twice);
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
  }

  #clientOf(region: string, sdk: Sdk): LambdaClient {
    const known = this.#clients.get(region);
    if (known) return known;
    const client = new sdk.LambdaClient(clientOf(region, this.#access));
    this.#clients.set(region, client);
    return client;
  }
}

function answerOf({ FunctionError, Payload }: InvokeCommandOutput, failed: string): unknown {
  const text = Payload ? Buffer.from(Payload).toString('utf8') : '';
  const answer = text === '' ? undefined : parsed(text, failed);
  if (FunctionError === undefined) return answer;
  throw new CallError(failed, refused(`${wordsOf(answer) ?? FunctionError}; its log says more`), undefined);
}

function parsed(text: string, failed: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CallError(failed, refused(`its answer is no JSON: ${plainLine(text, 80)}`), cause);
  }
}

/** What Lambda passes on of an error that was thrown, or of a function that it stopped. */
function wordsOf(answer: unknown): string | undefined {
  const { errorType, errorMessage } = (answer ?? {}) as { errorType?: unknown; errorMessage?: unknown };
  const words = [errorType, errorMessage].filter((each) => typeof each === 'string' && each !== '').join(': ');
  return words === '' ? undefined : plainLine(words, WORDS);
}
