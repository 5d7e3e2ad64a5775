import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { executionName, StepFunctionsRuns } from '../../../src/adapters/aws/runs.ts';
import { awsPeer, callError, HURRIED } from '../../support/aws-peer.ts';
import { OWNER, someInstallation } from '../../support/installation.ts';
import { Refusal } from '../../support/peers/aws-json.ts';

const run = { incident: 'shop-12', generation: 1, run: 3 };

describe('the name of an execution', () => {
  it('is readable, and names incident, generation and run', () => {
    expect(executionName(run)).toBe('shop-12-g1-r3');
  });

  it('is one that Step Functions takes, the same for the same run, and no other has it', () => {
    const incident = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.tuple(fc.stringMatching(/^[a-z-]{60,90}$/), fc.nat(5)).map(([group, n]) => `${group}-${n}`),
    );
    const id = fc.record({
      incident,
      generation: fc.integer({ min: 1, max: 99 }),
      run: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(id, id, (one, other) => {
        expect(executionName(one)).toMatch(/^[0-9A-Za-z_-]{1,80}$/);
        expect(executionName({ ...one })).toBe(executionName(one));
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        if (!isSame) expect(executionName(one)).not.toBe(executionName(other));
      }),
    );
  });

  it('tells long groups apart that begin alike', () => {
    const long = 'g'.repeat(90);
    const names = [`${long}-1`, `${long}-2`, `${long}x-1`].map((incident) => executionName({ ...run, incident }));
    expect(new Set(names).size).toBe(3);
    expect(names[0]).toMatch(/^g{58}-[0-9a-f]{15}-g1-r3$/);
  });
});

describe('runs in Step Functions', () => {
  const executions = new Map<string, { readonly input: string; readonly open: boolean }>();
  const peer = awsPeer({
    // Idempotent while the execution is open and the input is the same (StartExecution, API reference).
    StartExecution: ({ name, input, stateMachineArn }) => {
      const known = executions.get(name);
      if (known && (!known.open || known.input !== input)) throw new Refusal('ExecutionAlreadyExists');
      executions.set(name, { input, open: true });
      return {
        executionArn: `${stateMachineArn.replace('stateMachine', 'execution')}:${name}`,
        startDate: 1_700_000_000,
      };
    },
  });
  const opened: StepFunctionsRuns[] = [];
  const open = (patience: { call: number; attempt: number } = HURRIED) => {
    const runs = new StepFunctionsRuns({ installation: someInstallation(), ...OWNER, ...peer.access, patience });
    opened.push(runs);
    return runs;
  };
  afterEach(() => {
    executions.clear();
    for (const each of opened.splice(0)) each.close();
  });

  it("start the installation's state machine at home, with the run as input", async () => {
    await open().start(run);
    const [{ input, region, service }] = peer.asked as [(typeof peer.asked)[0]];
    expect([service, region, input.stateMachineArn, input.name, JSON.parse(input.input)]).toEqual([
      'states',
      'eu-central-1',
      'arn:aws:states:eu-central-1:123456789012:stateMachine:tocsin-shop-incident',
      'shop-12-g1-r3',
      run,
    ]);
  });

  it('take one that is started already for success, while it runs and after it (rule 4)', async () => {
    const runs = open();
    await runs.start(run);
    await runs.start({ ...run });
    executions.set('shop-12-g1-r3', { input: 'ended', open: false });
    await runs.start(run);
    expect(peer.operations()).toEqual(['StartExecution', 'StartExecution', 'StartExecution']);
    expect(executions.size).toBe(1);
  });

  it.each(['connection', 'silence', 'server error'] as const)(
    'start once whose answer was lost: %s (rule 4)',
    async (lost) => {
      peer.befalls = (_, nth) => (nth === 1 ? { lost } : undefined);
      await open().start(run);
      expect([peer.asked.length, executions.size]).toEqual([2, 1]);
    },
  );

  it('are tried again where too many were started', async () => {
    peer.befalls = (_, nth) =>
      nth < 3 ? { error: nth === 1 ? 'ThrottlingException' : 'ExecutionLimitExceeded' } : undefined;
    await open().start(run);
    expect(executions.size).toBe(1);
  });

  it.each([
    ['StateMachineDoesNotExist', 400, 'there is no such state machine: is the stack deployed, and is this its region?'],
    ['AccessDeniedException', 403, 'AWS does not allow it: the role or user lacks the permission'],
    ['UnrecognizedClientException', 403, 'AWS does not accept these credentials'],
  ])('say what is wrong, and try only once: %s', async (error, status, why) => {
    peer.befalls = () => ({ error, status });
    const { message, temporary } = await callError(open().start(run));
    expect(message).toBe(`the state machine tocsin-shop-incident in eu-central-1 cannot be started: ${why}`);
    expect([temporary, peer.asked.length]).toEqual([false, 1]);
  });

  it('end by their deadline where nothing answers', async () => {
    peer.befalls = () => ({ lost: 'silence' });
    const began = performance.now();
    const { message, temporary } = await callError(open({ call: 500, attempt: 200 }).start(run));
    expect(performance.now() - began).toBeLessThan(10_000);
    expect([temporary, message]).toEqual([true, expect.stringContaining('Step Functions does not answer in time')]);
  });

  it('leave no connection behind that could die while the function sleeps', async () => {
    const runs = open();
    const before = peer.connections;
    await runs.start(run);
    await runs.start(run);
    expect(peer.connections - before).toBe(2);
  });
});
