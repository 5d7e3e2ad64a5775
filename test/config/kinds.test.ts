import { describe, expect, it } from '@jest/globals';
import { channels } from '../../src/channels/index.ts';
import { remedies } from '../../src/remedies/index.ts';
import { planOf, problemsOf, TWO } from '../support/config.ts';

const channel = (settings: string) => `${TWO}channels: { it: { ${settings} } }\n`;
const KEY = '"${secret:key}"';
const TWILIO = `account: AC000, token: ${KEY}, from: "+15550100"`;

/** One of every kind, with what it can do: wake, acknowledge, resolve. */
const CHANNELS = [
  ['kind: console', '-ar'],
  ['kind: webhook, url: "https://ntfy.example.com/shop"', '--r'],
  ['kind: webhook, url: "https://ntfy.example.com/shop", wakes: true', 'w-r'],
  [`kind: pagerduty, routing-key: ${KEY}, escalates: true`, 'war'],
  [`kind: slack, bot-token: ${KEY}, signing-secret: ${KEY}`, '-ar'],
  [`kind: slack, webhook: ${KEY}`, '--r'],
  ['kind: email, from: tocsin@example.com', '--r'],
  ['kind: email, from: tocsin@example.com, smtp: { host: mail.example.com, user: a, password: b }', '--r'],
  [`kind: twilio-call, ${TWILIO}`, 'war'],
  [`kind: twilio-sms, ${TWILIO}`, '-ar'],
  ['kind: sns-sms, sender-id: Tocsin', '--r'],
  ['kind: sns, topic: "arn:aws:sns:eu-west-1:123456789012:pages"', '--r'],
  ['kind: teams, webhook: "https://example.webhook.office.com/workflows/x"', '--r'],
  [`kind: jira, site: example.atlassian.net, project: SUP, token: ${KEY}`, '--r'],
  [`kind: jsm, api-key: ${KEY}`, 'w-r'],
  [`kind: github-issue, repository: example/shop, token: ${KEY}, labels: [incident]`, '--r'],
] as const;

describe('channels', () => {
  it('are all here', () => {
    expect(new Set(CHANNELS.map(([settings]) => /kind: ([a-z-]+)/.exec(settings)![1]))).toEqual(
      new Set(channels.keys()),
    );
  });

  it.each(CHANNELS)('{ %s } can %s', (settings, can) => {
    const { it: plan } = planOf(channel(settings)).channels;
    expect(`${plan?.can.wake ? 'w' : '-'}${plan?.can.acknowledge ? 'a' : '-'}${plan?.can.resolve ? 'r' : '-'}`).toBe(
      can,
    );
  });

  it.each([
    ['kind: pagerdty, routing-key: x', "there is no kind 'pagerdty'. Did you mean 'pagerduty'?"],
    ['kind: pagerduty, routing-kye: x', "unknown key 'routing-kye'. Did you mean 'routing-key'?"],
    ['kind: pagerduty', "channels.it.routing-key: 'routing-key' is missing. Write text."],
    ['kind: slack', "one of these is missing: 'bot-token' with 'signing-secret', or 'webhook'"],
    ['kind: slack, bot-token: a', "'bot-token' needs 'signing-secret' beside it. Add 'signing-secret'."],
    [
      'kind: slack, bot-token: a, signing-secret: b, webhook: "https://a.example/"',
      "'webhook' and 'bot-token' do not go",
    ],
    ['kind: email, from: tocsin', 'is not a mail address: write for example tocsin@example.com'],
    ['kind: email, from: a@b.example, smtp: { port: 25 }', "channels.it.smtp.host: 'host' is missing"],
    ['kind: twilio-call, account: XX1, token: b, from: "+15550100"', 'its SID begins with AC'],
    ['kind: twilio-sms, account: AC000, token: b, from: "5550100"', 'is not a phone number: write it as "+15550100"'],
    ['kind: twilio-sms, account: AC000, token: b, from: +15550100', 'write a phone number in quotes'],
    ['kind: sns-sms, sender-id: "much too long a name"', 'is not a sender id'],
    ['kind: sns, topic: pages', 'is not a topic: write its ARN'],
    ['kind: teams, webhook: example.com', 'is not a web address'],
    ['kind: jira, site: "https://example.atlassian.net", project: SUP, token: a', 'is not a host name'],
    ['kind: jira, site: example.atlassian.net, project: sup, token: a', "is not a project's key"],
    ['kind: github-issue, repository: shop, token: a', 'is not a repository: write owner/name'],
  ])('{ %s } is a problem', (settings, expected) => {
    expect(problemsOf(channel(settings))).toContain(expected);
  });
});

const remedy = (settings: string, workload = 'workload: { cluster: prod, deployment: shop }') =>
  `clusters: { prod: { in-cluster: true } }
monitors:
  shop: { url: "https://shop.example.com/", ${workload} }
remedies: { it: { monitor: shop, ${settings} } }\n`;
const PIPELINE = `kind: pipeline, repository: example/shop, workflow: rollback.yaml, token: ${KEY}`;
const COMPOSE = 'workload: { compose: shop, service: backend }';
const limits = { apart: 3_600_000, 'per-day': 2 };

describe('remedies', () => {
  const ALL = [
    ['kind: webhook, plan: "http://a/", apply: "http://a/", verify: "http://a/"', { plan: 'http://a/' }],
    ['kind: rollback', { 'deployed-within': 1_800_000, 'healthy-for': 600_000, ...limits }],
    ['kind: rollback, deployed-within: 1h, apart: 2h, per-day: 1', { 'deployed-within': 3_600_000, 'per-day': 1 }],
    ['kind: restart', limits],
    ['kind: scale, most: 10', { by: 1, most: 10, ...limits }],
    ['kind: delete-pod', limits],
    [PIPELINE, { branch: 'main', inputs: {}, ...limits }],
    ['kind: compose, do: restart', { do: 'restart', by: 1, most: 2, ...limits }],
    ['kind: compose, do: rollback', { 'deployed-within': 1_800_000, 'healthy-for': 600_000, ...limits }],
  ] as const;

  it('are all here', () => {
    expect(new Set(ALL.map(([settings]) => /kind: ([a-z-]+)/.exec(settings)![1]))).toEqual(new Set(remedies.keys()));
  });

  it.each(ALL)('{ %s } has its limits filled in (G2, G3)', (settings, expected) => {
    const workload = settings.startsWith('kind: compose') ? COMPOSE : undefined;
    expect(planOf(remedy(settings, workload)).remedies.it).toMatchObject({
      mode: 'suggest',
      monitor: 'shop',
      settings: expected,
    });
  });

  it.each(['rollback', 'restart', 'scale, most: 3', 'delete-pod'])('a %s has to know what runs its monitor', (kind) => {
    expect(problemsOf(remedy(`kind: ${kind}`, 'recover: 2'))).toContain(
      `tocsin.yaml:4:28  remedies.it.monitor: 'shop' has no workload: a ${kind.split(',')[0]} has to know what runs it. Add for example workload: { cluster: prod, deployment: shop } to the monitor.`,
    );
  });

  it('a compose remedy has to know which service runs its monitor', () => {
    expect(problemsOf(remedy('kind: compose, do: restart', 'recover: 2'))).toContain(
      "'shop' has no workload: a compose has to know what runs it. Add for example workload: { compose: PROJECT, service: shop } to the monitor.",
    );
  });

  it.each([
    ['kind: restart', COMPOSE, "'shop', which runs in Docker Compose. Kinds for Docker Compose are compose."],
    [
      'kind: compose, do: restart',
      undefined,
      "a compose cannot act on 'shop', which runs in Kubernetes. Kinds for Kubernetes are rollback, restart, scale, delete-pod.",
    ],
  ])('{ %s } is of the platform that runs its monitor', (settings, workload, expected) => {
    expect(problemsOf(remedy(settings, workload))).toContain(expected);
  });

  it.each([
    ['kind: compose', "remedies.it.do: 'do' is missing"],
    ['kind: compose, do: reboot', 'remedies.it.do:'],
    ['kind: compose, do: scale, most: 1', 'remedies.it.most:'],
  ])('are not %s', (settings, expected) => {
    expect(problemsOf(remedy(settings, COMPOSE))).toContain(expected);
  });

  it('behind an address of its own does not', () => {
    expect(problemsOf(remedy(PIPELINE, 'recover: 2'))).toBe('no problems');
  });

  it.each([
    ['kind: rollbak', "there is no kind 'rollbak'. Did you mean 'rollback'?"],
    ['kind: rollback, deployed-within: 30', '30 has no unit'],
    ['kind: rollback, deployed-within: 30s', 'is impossible: looks at the cluster are a minute apart'],
    ['kind: restart, per-day: 0', 'remedies.it.per-day:'],
    ['kind: scale', "remedies.it.most: 'most' is missing"],
    ['kind: pipeline, repository: a/b, workflow: rollback, token: x', 'is not a workflow: write its file'],
  ])('{ %s } is a problem', (settings, expected) => {
    expect(problemsOf(remedy(settings))).toContain(expected);
  });
});
