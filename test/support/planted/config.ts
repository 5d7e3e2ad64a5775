import type { Canaries } from './canaries.ts';

interface Where {
  /** The parrot's address. */
  readonly url: string;
  readonly smtpPort: number;
  readonly port: number;
  /** Nothing fails but a job that has an hour, and there are no remedies. */
  readonly isQuiet?: boolean;
}

/** Ways that reach ada in this order, each with its address; the team `on-…` is reached by one alone. */
export const WAYS: Readonly<Record<string, string | undefined>> = {
  pagerduty: undefined,
  slack: '"#devops"',
  'slack-hook': undefined,
  teams: undefined,
  mail: 'ada@example.com',
  ses: 'ada@example.com',
  call: '"+15550111"',
  text: '"+15550111"',
  'sns-text': '"+15550111"',
  topic: undefined,
  jira: undefined,
  jsm: undefined,
  github: undefined,
  hook: '"@ada"',
  script: '"@ada"',
  console: undefined,
};

/** A config with a secret wherever one can be, for every kind of channel, remedy, monitor and way in. */
export function configWith(c: Canaries, { url, smtpPort, port, isQuiet = false }: Where): string {
  const at = (owner: string, more = '') => `"${url}/${owner}${more}"`;
  const s = (...args: Parameters<Canaries['plant']>) => `"${c.plant(...args)}"`;
  // As every AWS tool finds them: in the environment.
  c.plant('aws', 'secret-access-key');
  c.plant('aws', 'session-token', 'plain');
  const channels = [
    `pagerduty: { kind: pagerduty, routing-key: ${s('pagerduty', 'key', 'plain')}, endpoint: ${at('pagerduty')} }`,
    `slack: { kind: slack, bot-token: ${s('slack', 'token')}, signing-secret: ${s('slack', 'signing', 'plain')}, endpoint: ${at('slack')} }`,
    `slack-hook: { kind: slack, webhook: ${at('slack-hook', `/services/${c.plant('slack-hook', 'path', 'plain')}`)} }`,
    `teams: { kind: teams, webhook: ${at('teams', `?sig=${c.plant('teams', 'sig', 'plain')}`)} }`,
    `mail: { kind: email, from: tocsin@example.com, smtp: { host: 127.0.0.1, port: ${smtpPort}, tls: never, user: ${s('mail', 'user', 'plain')}, password: ${s('mail', 'password')} } }`,
    `ses: { kind: email, from: tocsin@example.com, ses: { endpoint: ${at('ses')}, configuration-set: ${s('ses', 'set', 'plain')} } }`,
    `call: { kind: twilio-call, account: ${s('call', 'account', 'account')}, token: ${s('call', 'token')}, from: "+15550100", endpoint: ${at('call')} }`,
    `text: { kind: twilio-sms, account: ${s('text', 'account', 'account')}, token: ${s('text', 'token')}, from: "+15550100", endpoint: ${at('text')} }`,
    `sns-text: { kind: sns-sms, endpoint: ${at('sns-text')} }`,
    `topic: { kind: sns, topic: "arn:aws:sns:eu-west-1:123456789012:pages", endpoint: ${at('sns-topic')} }`,
    `jira: { kind: jira, site: example.atlassian.net, project: SUP, user: ${s('jira', 'user', 'plain')}, token: ${s('jira', 'token')}, endpoint: ${at('jira')} }`,
    `jsm: { kind: jsm, api-key: ${s('jsm', 'key')}, endpoint: ${at('jsm')} }`,
    `github: { kind: github-issue, repository: example/shop, token: ${s('github', 'token')}, endpoint: ${at('github')} }`,
    `hook: { kind: webhook, url: "http://${c.plant('hook', 'user', 'plain')}:${c.plant('hook', 'password', 'plain')}@${url.slice(7)}/hook/${c.plant('hook', 'path', 'plain')}?token=${c.plant('hook', 'query', 'plain')}", headers: { x-key: ${s('hook', 'header')} }, secret: ${s('hook', 'signing')} }`,
    `script: { kind: webhook, url: ${at('script', `/bot${c.plant('script', 'path', 'plain')}/send`)}, body: '{"token":"${c.plant('script', 'body', 'plain')}","text":"{{text}}"}' }`,
  ];
  const http = (owner: string, more: string) => `${owner}: { url: ${at(owner)}, ${more} }`;
  const shop = [
    http('bearer', `auth: { bearer: ${s('bearer', 'token')} }, expect: { status: 299 }`),
    http('basic', `auth: { basic: { user: ${s('basic', 'user', 'plain')}, password: ${s('basic', 'password')} } }`),
    http('header', `headers: { x-api-key: ${s('header', 'key')} }, expect: { json: { $.message: fine } }`),
    http(
      'sigv4',
      `auth: { sigv4: { access-key: AKIAIOSFODNN7EXAMPLE, secret-key: ${s('sigv4', 'secret')}, region: eu-west-1, service: execute-api } }`,
    ),
    `query: { url: ${at('query', `?key=${c.plant('query', 'key', 'plain')}`)} }`,
    `path: { url: ${at('path', `/${c.plant('path', 'part', 'plain')}`)}, method: POST, body: "password=${c.plant('path', 'body', 'plain')}" }`,
    `site: { kind: page, url: ${at('site')}, headers: { cookie: "session=${c.plant('site', 'cookie', 'plain')}" } }`,
    `login: { kind: flow, url: ${at('login')}, steps: [{ name: in, url: ${at('login')}, method: POST, body: "password=${c.plant('login', 'password', 'plain')}", headers: { x-csrf: ${s('login', 'header')} } }] }`,
    `metrics: { kind: prometheus, url: ${at('metrics')}, headers: { authorization: "Bearer ${c.plant('metrics', 'token')}" } }`,
    `boards: { kind: grafana, url: ${at('boards')}, token: ${s('boards', 'token')} }`,
    `actions: { kind: github-actions, repository: example/shop, token: ${s('actions', 'token')}, api-url: ${at('actions')} }`,
    `database: { kind: sql, url: "postgresql://shop:${c.plant('database', 'password', 'plain')}@127.0.0.1:${url.split(':')[2]}/shop" }`,
    `socket: { kind: websocket, url: ${at('socket', `?token=${c.plant('socket', 'query', 'plain')}`).replace('http', 'ws')}, headers: { x-key: ${s('socket', 'header')} } }`,
    `service: { kind: grpc, host: 127.0.0.1, port: ${url.split(':')[2]}, headers: { authorization: ${s('service', 'token')} } }`,
    `job: { kind: heartbeat, every: 1h, grace: 1h, from: { token: ${s('job', 'token', 'plain')} } }`,
  ];
  // One incident of all, and its cause the one that remedies are for.
  const more = (line: string) =>
    `${line.startsWith('bearer:') || isQuiet ? '' : ', depends-on: [bearer]'}${line.startsWith('job:') ? '' : ', locations: [here]'}`;
  const watched = isQuiet ? shop.filter((line) => line.startsWith('job:')) : shop;
  const remedies = [
    `deploys: { kind: webhook, monitor: bearer, mode: ask, approvers: [ada], plan: ${at('deploys', `/plan/${c.plant('deploys', 'plan', 'plain')}`)}, apply: ${at('deploys', `/apply?token=${c.plant('deploys', 'apply', 'plain')}`)}, verify: ${at('deploys', `/verify/${c.plant('deploys', 'verify', 'plain')}`)}, headers: { authorization: "Bearer ${c.plant('deploys', 'header')}", x-team: ${s('deploys', 'team')} }, secret: ${s('deploys', 'signing')} }`,
    `fix: { kind: webhook, monitor: bearer, mode: suggest, plan: ${at('fix', '/plan')}, apply: ${at('fix', '/apply')}, verify: ${at('fix', '/verify')}, headers: { cookie: ${s('fix', 'cookie')} } }`,
  ];
  const evidence = [
    `telemetry: { kind: prometheus, url: ${at('telemetry')}, auth: { basic: { user: ${s('telemetry', 'user', 'plain')}, password: ${s('telemetry', 'password')} } }, queries: { up: up }, monitors: [bearer] }`,
    `runs: { kind: github-actions, repository: example/shop, token: ${s('runs', 'token')}, api-url: ${at('runs')}, monitors: [bearer] }`,
  ];
  const ways = Object.entries(WAYS).map(([name, to]) => ({
    name,
    way: to === undefined ? name : `{ ${name}: ${to} }`,
  }));
  return [
    'name: shop',
    'timezone: UTC',
    'allow-networks: [127.0.0.0/8]',
    `locations: [here, { agent: inside, key: ${s('inside', 'key')} }]`,
    'defaults: { interval: 1s, timeout: 900ms, confirm: { rounds: 1, apart: 1s } }',
    `monitors:\n${watched.map((line) => `  ${line.replace(/ \}$/, `, severity: P1${more(line)} }`)}`).join('\n')}`,
    `people:\n  ada: { notify: [${ways.map(({ way }) => way).join(', ')}] }\n  ben: { notify: [console] }`,
    `teams:\n${ways.map(({ name, way }) => `  on-${name}: { notify: [${way}] }`).join('\n')}`,
    'escalation: { P1: { levels: [{ page: ada }, { page: ben, after: 10m }] }, P2: { levels: [{ page: ben }] } }',
    `channels:\n${channels.map((line) => `  ${line}`).join('\n')}`,
    ...(isQuiet ? [] : [`evidence:\n${evidence.map((line) => `  ${line}`).join('\n')}`]),
    ...(isQuiet ? [] : [`remedies:\n${remedies.map((line) => `  ${line}`).join('\n')}`]),
    `inbound:\n${['alertmanager', 'grafana', 'cloudwatch', 'generic'].map((tool) => `  ${tool}: { token: ${s(tool, 'token', 'plain')} }`).join('\n')}`,
    `heartbeat: { to: ${at('pulse', `/${c.plant('pulse', 'path', 'plain')}`)} }`,
    `console: { listen: "127.0.0.1:${port}", public-url: "http://127.0.0.1:${port}", login: { user: ${s('console', 'user', 'plain')}, password: ${s('console', 'password')} }, answer-key: ${s('console', 'answer')}, answer-key-before: ${s('console', 'before')} }`,
    '',
  ].join('\n');
}
