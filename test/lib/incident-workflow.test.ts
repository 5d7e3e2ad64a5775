import { describe, expect, it } from '@jest/globals';
import validate from 'asl-validator';
import definition from '../../functions/incident.asl.json' with { type: 'json' };
import { WORK_STEPS } from '../../lib/incident-workflow.ts';

type State = {
  readonly Type: string;
  readonly Next?: string;
  readonly Retry?: unknown;
  readonly Catch?: readonly { Next: string }[];
  readonly QueryLanguage?: string;
};
const states = definition.States as Readonly<Record<string, State>>;

describe('the incident workflow', () => {
  it('is a valid state machine by asl-validator', () => {
    const { isValid, errors } = validate(definition);
    expect(errors).toEqual([]);
    expect(isValid).toBe(true);
  });

  it('goes back to decide after every step, also after one that keeps failing (rule 8)', () => {
    for (const step of WORK_STEPS) {
      expect(states[step]).toMatchObject({
        Type: 'Task',
        Next: 'decide',
        Retry: expect.anything(),
        Catch: [{ Next: 'emergency' }],
      });
    }
    expect(states.wait).toMatchObject({ Type: 'Wait', TimestampPath: '$.until', Next: 'decide' });
    expect(states.emergency).toMatchObject({ Next: 'pause', Catch: [{ Next: 'pause' }] });
    expect(states.pause).toMatchObject({ Type: 'Wait', Next: 'decide' });
  });

  it('knows a way for everything that decide can say, and ends otherwise', () => {
    const choice = states['what is due'] as unknown as {
      Choices: { Variable: string; StringEquals: string; Next: string }[];
      Default: string;
    };
    expect(choice.Choices.map((c) => [c.StringEquals, c.Next])).toEqual(
      [...WORK_STEPS, 'wait'].map((name) => [name, name]),
    );
    expect(choice.Default).toBe('end');
  });

  it('is portable: JSONPath, Catch on Tasks only, no task tokens', () => {
    const text = JSON.stringify(definition);
    expect(text).not.toMatch(/waitForTaskToken|JSONata|\{%/);
    for (const state of Object.values(states)) if (state.Catch) expect(state.Type).toBe('Task');
  });
});
