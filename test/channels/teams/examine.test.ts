import { describe, expect, it } from '@jest/globals';
import { teams } from '../../../src/channels/teams.ts';
import { SECRET } from '../../support/channel-contract.ts';
import { examined } from '../../support/examined.ts';

const WORKFLOW = `https://prod-1.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=${SECRET}`;

describe('what the doctor finds of teams', () => {
  it.each([
    [WORKFLOW, "ok: the workflow's address has the form of one"],
    [WORKFLOW.replace(/sig=.*/, 'sv=1'), 'problem: the address has no `sig`: the workflow refuses what comes by it'],
    [WORKFLOW.replace('https', 'http'), 'note: the address is not https: messages and their links travel readable'],
    [
      `https://shop.webhook.office.com/webhookb2/${SECRET}`,
      'problem: the address is one of an Office 365 connector, which Microsoft has retired',
    ],
    [
      `https://outlook.office.com/webhook/${SECRET}`,
      'problem: the address is one of an Office 365 connector, which Microsoft has retired',
    ],
  ])('is the form of the address: %s', async (webhook, said) => {
    expect((await examined(teams as never, { webhook }))[0]).toBe(said);
  });

  it('says what only a message can tell', async () => {
    expect(await examined(teams as never, { webhook: WORKFLOW })).toContain(
      'note: only a message can tell whether the workflow is on, and its owner still there',
    );
  });

  it('names a secret that is no address', () => {
    // Settings as they are once secrets are resolved, which no schema has seen.
    expect(teams.examine?.({ webhook: SECRET }, { channel: 'it' } as never)).toEqual([
      expect.objectContaining({ is: 'problem', text: "the workflow's address is no web address" }),
    ]);
  });
});
