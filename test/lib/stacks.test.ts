import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import workflow from '../../functions/incident.asl.json' with { type: 'json' };
import { Stacks } from '../support/stacks.ts';
import { inWords } from '../support/templates.ts';

const CONFIG = `
name: shop
timezone: Europe/Berlin
locations: [eu-west-1, us-east-1]
aws: { emergency: [ops@example.com, "+15550100"] }
drills: [{ page: ada, every: "monday 10:30" }]
heartbeat: { to: "\${secret:heartbeat}" }
monitors:
  backend: { url: "https://shop.example.com/api/health", interval: 60s, slo: 99.9, workload: { cluster: prod, deployment: backend }, headers: { authorization: "Bearer \${secret:probe}" } }
  slow: { url: "https://shop.example.com/", interval: 5m }
people:
  ada: { notify: [slack] }
escalation:
  P1: { levels: [{ page: ada }] }
clusters: { prod: { eks: { name: shop-prod, region: eu-central-1 } } }
remedies: { undo: { kind: rollback, monitor: backend } }
evidence: { metrics: { kind: prometheus, url: "https://p.example.com", auth: { bearer: "\${secret:prometheus}" }, queries: { up: up } } }
channels:
  slack: { kind: slack, webhook: "\${secret:slack}" }
`;

let stacks: Stacks;
beforeAll(() => {
  stacks = new Stacks(CONFIG);
  expect(stacks.problems).toEqual([]);
  const { app } = stacks;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  // An error of theirs fails this.
  app.synth();
}, 120_000);
afterAll(() => stacks.close());

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly { readonly Action: string | readonly string[] }[] };
}
const named = (type: string, key: string) => stacks.all(type).map((properties) => properties[key] as string);

describe('the stacks of an installation', () => {
  it('are the home region, one for each location and the watch, without errors of AWS’s own rules', () => {
    expect(Object.keys(stacks.templates)).toEqual(['Tocsin', 'Tocsin-eu-west-1', 'Tocsin-us-east-1', 'Tocsin-watch']);
  });

  it.each(['Tocsin', 'Tocsin-eu-west-1', 'Tocsin-us-east-1', 'Tocsin-watch'])(
    'hold these, and allow this: %s',
    (stack) => expect(inWords(stacks.templates[stack]!)).toMatchSnapshot(),
  );

  it('have a function for every Task of the workflow, and a Task or a way in for every function', () => {
    const tasks = Object.entries(workflow.States).flatMap(([name, state]) => (state.Type === 'Task' ? [name] : []));
    const functions = stacks.of('Tocsin', 'AWS::Lambda::Function').map(({ FunctionName }) => FunctionName as string);
    // The emergency exit needs no code of ours (rule 8).
    expect(functions.toSorted()).toEqual(
      [...tasks.filter((task) => task !== 'emergency'), 'alarm', 'api', 'drills', 'signal', 'web']
        .map((name) => `tocsin-shop-${name}`)
        .toSorted(),
    );
  });

  it('run on arm64 and nodejs24.x, and repeat nothing by themselves: a late probe is a lie', () => {
    for (const properties of stacks.all('AWS::Lambda::Function'))
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    const retries = stacks.all('AWS::Lambda::EventInvokeConfig').map((each) => each.MaximumRetryAttempts as number);
    // An alarm that did not get through is tried again: it says the same a minute later (rule 8).
    expect(retries.toSorted()).toEqual([...retries.slice(1).map(() => 0), 2]);
    for (const properties of stacks.all('AWS::Scheduler::Schedule'))
      expect(properties.Target.RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  });

  it('start one shard as often as its fastest monitor needs, with the time that it was due', () => {
    const [schedule] = stacks.of('Tocsin-us-east-1', 'AWS::Scheduler::Schedule');
    expect(schedule).toMatchObject({ ScheduleExpression: 'rate(1 minute)', FlexibleTimeWindow: { Mode: 'OFF' } });
    expect(JSON.parse(schedule!.Target.Input)).toEqual({ shard: 0, at: '<aws.scheduler.scheduled-time>' });
  });

  it('call for a drill by wall clock, where the config plans one', () => {
    const schedule = stacks.of('Tocsin', 'AWS::Scheduler::Schedule').find(({ Name }) => Name.includes('drill'));
    expect(schedule).toMatchObject({
      ScheduleExpression: 'cron(30 10 ? * MON *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
  });

  it('look each minute at what runs, by the one function that knows clusters (G2)', () => {
    expect(named('AWS::Scheduler::Schedule', 'Name')).toContain('tocsin-shop-recorder');
    const recorder = stacks.all('AWS::Scheduler::Schedule').find(({ Name }) => Name === 'tocsin-shop-recorder')!;
    expect(recorder.ScheduleExpression).toBe('rate(1 minute)');
    expect(recorder.Target.Input).toContain('"record":true');
    const roles = stacks.all('AWS::IAM::Role').filter((role) => JSON.stringify(role).includes('eks:DescribeCluster'));
    expect(roles.map(({ Description }) => Description)).toEqual([expect.stringContaining('tocsin-shop-remedy:')]);
    expect(JSON.stringify(roles)).toContain(':eks:eu-central-1:');
  });

  it('allow each function what it is for: no action of all, secrets by name', () => {
    const statements = stacks
      .all('AWS::IAM::Role')
      .flatMap(({ Policies = [] }) =>
        (Policies as readonly Policy[]).flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
      );
    for (const { Action } of statements)
      expect([Action].flat().filter((action: string) => action.includes('*'))).toEqual([]);
    const text = (stack: string) => JSON.stringify(stacks.templates[stack]!.toJSON());
    const secretsOf = (stack: string) =>
      ['slack', 'probe', 'heartbeat'].filter((name) => text(stack).includes(`parameter/tocsin-shop/${name}`));
    // `web` reads what monitors' jobs sign with, so all that monitors have.
    expect(secretsOf('Tocsin')).toEqual(['slack', 'probe']);
    expect(secretsOf('Tocsin-us-east-1')).toEqual(['probe']);
    expect(secretsOf('Tocsin-watch')).toEqual(['heartbeat']);
  });

  it('keep logs for a month, and the table when the stack goes', () => {
    for (const { RetentionInDays } of stacks.all('AWS::Logs::LogGroup')) expect(RetentionInDays).toBe(30);
    const [table] = Object.values(stacks.templates.Tocsin!.findResources('AWS::DynamoDB::Table'));
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', Properties: { BillingMode: 'PAY_PER_REQUEST' } });
  });
});

describe('the second door (rule 8)', () => {
  const alarm = (name: string) =>
    stacks.all('AWS::CloudWatch::Alarm').find(({ AlarmName }) => AlarmName === `tocsin-shop-${name}`);

  it('is an alarm for each monitor: most of its looks fail, and missing data says nothing', () => {
    expect(alarm('failed-backend')).toMatchObject({
      Dimensions: [{ Name: 'Monitor', Value: 'backend' }],
      Statistic: 'Average',
      Threshold: 0.5,
      ComparisonOperator: 'GreaterThanThreshold',
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
    });
    expect(alarm('failed-slow')).toMatchObject({ Period: 300 });
  });

  it('is an alarm for each location, which missing data is about', () => {
    expect(alarm('silent-us-east-1')).toMatchObject({
      Dimensions: [{ Name: 'Location', Value: 'us-east-1' }],
      TreatMissingData: 'breaching',
      ComparisonOperator: 'LessThanThreshold',
      Period: 60,
      EvaluationPeriods: 3,
    });
  });

  it('is opened by EventBridge for these alarms alone, when they begin', () => {
    const [rule] = stacks.of('Tocsin', 'AWS::Events::Rule');
    expect(rule!.EventPattern).toEqual({
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      detail: {
        alarmName: [{ prefix: 'tocsin-shop-failed-' }, { prefix: 'tocsin-shop-silent-' }],
        state: { value: ['ALARM'] },
      },
    });
  });
});

describe('the watch', () => {
  it('runs each minute in another region, and an alarm says by SNS alone where it does not', () => {
    expect(stacks.of('Tocsin-watch', 'AWS::Scheduler::Schedule')).toMatchObject([
      { ScheduleExpression: 'rate(1 minute)' },
    ]);
    const alarms = stacks.of('Tocsin-watch', 'AWS::CloudWatch::Alarm');
    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(['tocsin-shop-watch-silent', 'tocsin-shop-watch-failing']);
    for (const { AlarmActions } of alarms) expect(JSON.stringify(AlarmActions)).toContain('tocsin-shop-emergency');
  });

  it('and every region has one emergency topic, which the people of the config follow', () => {
    const topics = Object.keys(stacks.templates).map((stack) =>
      stacks.of(stack, 'AWS::SNS::Topic').filter(({ TopicName }) => TopicName === 'tocsin-shop-emergency'),
    );
    // us-east-1 is a location and the watch.
    expect(topics.map(({ length }) => length)).toEqual([1, 0, 1, 0]);
    expect(stacks.all('AWS::SNS::Subscription').map(({ Protocol, Endpoint }) => [Protocol, Endpoint])).toEqual(
      [0, 1].flatMap(() => [
        ['email', 'ops@example.com'],
        ['sms', '+15550100'],
      ]),
    );
  });
});

describe('the dashboard', () => {
  const body = () => JSON.stringify(stacks.of('Tocsin', 'AWS::CloudWatch::Dashboard')[0]!.DashboardBody);

  it.each([
    'Availability, %',
    'Error budget left, %',
    'backend, 99.9 %',
    'Response time p99, ms',
    'Phases of looks from us-east-1',
    'Incidents an hour',
    'Time to detect, page, acknowledge and recover',
    'Pages an hour, by channel and outcome',
    'Looks in five minutes, by location',
    'Tocsin itself',
  ])('shows %s', (title) => expect(body()).toContain(title));

  it('names only metrics that are written', () => {
    expect(named('AWS::CloudWatch::Dashboard', 'DashboardName')).toEqual(['tocsin-shop']);
    for (const [, name] of body().matchAll(/\\"Tocsin\\",\\"(\w+)\\"/g))
      expect([
        'Failed',
        'Duration',
        'Looks',
        'Incidents',
        'TimeToDetect',
        'TimeToPage',
        'TimeToAcknowledge',
        'TimeToRecover',
      ]).toContain(name);
  });
});

describe('a location with a browser, inside of a VPC, in rich detail', () => {
  let inside: Stacks;
  beforeAll(() => {
    process.env.CDK_DEFAULT_ACCOUNT = '123456789012';
    inside = new Stacks(`
name: shop
aws: { home: eu-west-1, detail: rich }
locations: [{ region: us-east-1, vpc: vpc-1 }]
monitors:
  page: { kind: browser, url: "https://shop.example.com/" }
  backend: { url: "https://shop.example.com/api/health" }
`);
    delete process.env.CDK_DEFAULT_ACCOUNT;
  }, 120_000);
  afterAll(() => inside.close());

  it('has functions of their own for the browser: x64, with room for Chromium', () => {
    expect(inside.problems).toEqual([]);
    const [browsers, others] = [true, false].map((is) =>
      inside
        .of('Tocsin-us-east-1', 'AWS::Lambda::Function')
        .filter(({ FunctionName }) => FunctionName.includes('browser') === is),
    );
    expect(browsers!.map(({ FunctionName }) => FunctionName as string).toSorted()).toEqual([
      'tocsin-shop-look-browser',
      'tocsin-shop-prober-browser',
    ]);
    for (const each of browsers!)
      expect(each).toMatchObject({ Architectures: ['x86_64'], MemorySize: 1_600, EphemeralStorage: { Size: 1_024 } });
    for (const each of others!) expect(each).toMatchObject({ Architectures: ['arm64'] });
    // Each browser check is a run for itself.
    expect(
      inside.of('Tocsin-us-east-1', 'AWS::Scheduler::Schedule').map(({ Target }) => JSON.parse(Target.Input).shard),
    ).toEqual([0, 1]);
  });

  it('is told apart on the dashboard', () => {
    const [dashboard] = inside.of('Tocsin', 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard!.DashboardBody);
    expect(body).toContain('backend: response time p90, ms, by location');
    expect(body).toMatch(/\\"Duration\\",\\"Location\\",\\"us-east-1\\",\\"Monitor\\",\\"backend\\"/);
    expect(JSON.stringify(stacks.of('Tocsin', 'AWS::CloudWatch::Dashboard'))).not.toContain('ms, by location');
  });

  it('stands in the network with every function that looks, and with no other', () => {
    for (const each of inside.of('Tocsin-us-east-1', 'AWS::Lambda::Function'))
      expect(each.VpcConfig.SubnetIds.length).toBeGreaterThan(0);
    for (const each of inside.of('Tocsin', 'AWS::Lambda::Function')) expect(each.VpcConfig).toBeUndefined();
  });
});

describe('a config that cannot be deployed', () => {
  it.each([
    [
      'locations: [eu-west-1]\nclusters: { own: { in-cluster: true } }\nmonitors: { shop: { url: "https://a.example/" } }',
      /cluster 'own': in-cluster means the pod/,
    ],
    [
      'locations: [eu-west-1]\nmonitors: { shop: { url: "https://a.example/", workload: { compose: shop, service: api } } }',
      /monitor 'shop': what runs it is service api of Docker Compose \(shop\), and Docker's socket cannot be reached from AWS/,
    ],
    ['monitors: { shop: { url: "https://a.example/" } }', /names no region/],
    ['monitors: { shop: { url: "https://a.example/", intervall: 5s } }', /tocsin\.yaml:1:\d+/],
    [
      'locations: [eu-west-1, { region: eu-west-1, vpc: vpc-1 }]\nmonitors: { shop: { url: "https://a.example/" } }',
      /from outside and from inside of a VPC at once/,
    ],
    [
      'locations: [eu-west-1, { agent: shed, key: k }]\nmonitors: { shop: { url: "https://a.example/" } }',
      /agent 'shed'/,
    ],
  ])('is said, and nothing is made: %s', (text, problem) => {
    const other = new Stacks(text);
    expect(other.problems.join('\n')).toMatch(problem);
    expect(other.app.node.children).toEqual([]);
    other.close();
  });
});
