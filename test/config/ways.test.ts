import { describe, expect, it } from '@jest/globals';
import { planOf, problemsOf, TWO } from '../support/config.ts';

const CHANNELS = `channels:
  pagerduty: { kind: pagerduty, routing-key: "\${secret:pagerduty}" }
  call: { kind: twilio-call, account: AC000, token: "\${secret:twilio}", from: "+15550100" }
  sms: { kind: sns-sms }
  email: { kind: email, from: tocsin@example.com }
  slack: { kind: slack, bot-token: "\${secret:slack}", signing-secret: "\${secret:signing}" }
  hook: { kind: slack, webhook: "https://hooks.slack.example.com/x" }
  desk: { kind: jira, site: example.atlassian.net, project: SUP, token: "\${secret:jira}" }
  ntfy: { kind: webhook, url: "https://ntfy.example.com/shop" }
`;
const ada = (way: string) => `${TWO}people: { ada: { notify: [${way}] } }\n${CHANNELS}`;

describe('ways to reach people', () => {
  it.each([
    ['pagerduty', { channel: 'pagerduty' }],
    ['{ pagerduty: , after: 2m }', { channel: 'pagerduty', after: 120_000 }],
    ['{ call: "+15550111", after: 2m }', { channel: 'call', to: '+15550111', after: 120_000 }],
    ['{ sms: "+442071838750" }', { channel: 'sms', to: '+442071838750' }],
    ['{ email: ada@example.com }', { channel: 'email', to: 'ada@example.com' }],
    ['{ slack: "@ada" }', { channel: 'slack', to: '@ada' }],
    ['{ slack: "#developers" }', { channel: 'slack', to: '#developers' }],
    ['{ slack: C0123ABC }', { channel: 'slack', to: 'C0123ABC' }],
    ['{ slack: Ada@example.com }', { channel: 'slack', to: 'Ada@example.com' }],
    ['hook', { channel: 'hook' }],
    ['desk', { channel: 'desk' }],
    ['ntfy', { channel: 'ntfy' }],
    ['{ ntfy: anything goes }', { channel: 'ntfy', to: 'anything goes' }],
  ])('%s is one', (way, expected) => {
    expect(planOf(ada(way)).policy.roster.people.ada?.notify).toEqual([expected]);
  });

  it.each([
    [
      'call',
      'tocsin.yaml:5:27  people.ada.notify.0: \'call\' (twilio-call) needs a phone number with its country, as E.164 writes it beside it. Write for example { call: "+15550101" }.',
    ],
    ['{ sms: , after: 2m }', "'sms' (sns-sms) needs a phone number"],
    ['{ call: 15550111 }', 'an address is text. Put it in quotes. Write for example { call: "+15550101" }.'],
    ['{ call: +15550111 }', 'people.ada.notify.0.call: an address is text. Put it in quotes.'],
    ['{ call: "0155 50111" }', "'0155 50111' is not a phone number with its country, as E.164 writes it."],
    ['{ call: "+0155550111" }', "'+0155550111' is not a phone number"],
    ['{ email: "@ada" }', "'@ada' is not a mail address. Write for example { email: ada@example.com }."],
    [
      '{ slack: ada }',
      '\'ada\' is not a channel, a member, the id of either, or a mail address. Write for example { slack: "#devops" }.',
    ],
    ['slack', "'slack' (slack) needs a channel, a member, the id of either, or a mail address beside it"],
    [
      '{ hook: "#devops" }',
      "'hook' (slack) takes no address: whom it reaches is in its own settings. Write hook alone.",
    ],
    ['{ desk: SUP }', "'desk' (jira) takes no address"],
    ['{ sms: "${secret:ada}" }', 'an address cannot be a secret: pages and the console show it'],
    ['{ sns: x }', "there is no channel 'sns'. Did you mean 'sms'?"],
  ])('%s is none', (way, expected) => {
    expect(problemsOf(ada(way))).toContain(expected);
  });

  it('are looked at in teams too', () => {
    expect(problemsOf(`${TWO}teams: { ops: { notify: [email] } }\n${CHANNELS}`)).toContain(
      "teams.ops.notify.0: 'email' (email) needs a mail address beside it",
    );
  });
});
