import { describe, expect, it } from '@jest/globals';
import { slack } from '../../../src/channels/slack.ts';
import { SECRET } from '../../support/channel-contract.ts';
import { examined } from '../../support/examined.ts';
import { kept } from '../../support/peers/kept.ts';
import { SlackPeer } from '../../support/peers/slack.ts';

const keep = kept();
const SIGNING = 'a'.repeat(32);
async function looks(peer: Partial<SlackPeer> = {}, more: Record<string, unknown> = {}, context = {}) {
  const workspace = await keep(new SlackPeer().open());
  Object.assign(workspace, peer);
  const settings = {
    'bot-token': 'xoxb-token-of-tocsin',
    'signing-secret': SIGNING,
    endpoint: `${workspace.url}/api`,
    ...more,
  };
  const said = await examined(slack as never, settings, context);
  expect((workspace as SlackPeer).messages).toEqual([]);
  return said;
}

describe('what the doctor finds of slack', () => {
  it('is in order where the token is taken, has its scopes, and finds everyone', async () => {
    expect(await looks({}, {}, { addresses: ['#devops', 'ada@example.com', '@ben.b', 'U0ADA'] })).toEqual([
      'ok: Slack takes the token',
      'ok: ada@example.com is a member',
      'ok: @ben.b is a member',
    ]);
  });

  it('names a token that is refused', async () => {
    expect(await looks({}, { 'bot-token': SECRET })).toEqual(['problem: Slack: Slack answered invalid_auth']);
  });

  it('names each scope that these addresses need, and no other', async () => {
    expect(await looks({ scopes: '' }, {}, { addresses: ['U0ADA'] })).toContain(
      'problem: the app lacks the scope chat:write, to post at all',
    );
    const said = await looks({ scopes: 'chat:write' }, {}, { addresses: ['#devops', 'ada@example.com'] });
    expect(said).toContain('problem: the app lacks the scope users:read.email, to find ada@example.com');
    expect(said).toContain('problem: the app lacks the scope users:read, which users:read.email goes with');
    expect(said).toContain(
      'note: without the scope chat:write.public the app posts only where it was invited: #devops',
    );
    expect(await looks({ scopes: 'chat:write' }, {}, { addresses: ['@ada'] })).toContain(
      'problem: the app lacks the scope users:read, to find @ada',
    );
    expect(await looks({ scopes: undefined })).toContain('note: Slack did not say which scopes the token has');
  });

  it('names members that nobody is, or several are', async () => {
    expect(await looks({}, {}, { addresses: ['nobody@example.com', '@ben'] })).toEqual([
      'ok: Slack takes the token',
      'problem: nobody@example.com: Slack answered users_not_found: no member has that mail address',
      expect.stringMatching(/^(ok|problem): @ben/),
    ]);
    expect(await looks({}, {}, { addresses: ['@zoe'] })).toContain(
      'problem: @zoe: no member of the workspace has that name: write the id or the mail address',
    );
  });

  it("names a person's token, a signing secret that is none, and an answer that nobody hears", async () => {
    expect(await looks({ isPerson: true })).toContain(
      "note: the token is a person's, not a bot's: it ends when that person leaves",
    );
    expect(await looks({}, { 'signing-secret': SECRET })).toContain(
      'problem: the signing secret does not look like one: no button would be believed',
    );
    expect(await looks({}, {}, { publicUrl: undefined })).toContain(
      'note: a press of a button cannot be heard here: there is no public address',
    );
  });

  it('says when Slack cannot be asked', async () => {
    expect(await looks({}, { endpoint: 'http://127.0.0.1:1/api' })).toEqual([
      'problem: Slack cannot be asked: connection refused',
    ]);
  });

  it("can tell a webhook's form alone", async () => {
    const of = (webhook: string) => examined(slack as never, { webhook });
    expect(await of(`https://hooks.slack.com/services/T0/B0/${SECRET}`)).toEqual([
      'ok: the webhook has the form of one',
      'note: only a message can tell whether it is taken',
    ]);
    expect(await of('https://hooks.slack.com/')).toEqual(['problem: the webhook does not look like one of Slack']);
  });
});
