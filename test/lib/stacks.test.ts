import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import workflow from '../../functions/incident.asl.json' with { type: 'json' };
import { tocsinApp } from '../../lib/app.ts';

const CONFIG = `
name: shop
locations: [eu-west-1, us-east-1]
monitors:
  backend: { url: "https://shop.example.com/api/health", interval: 60s, headers: { authorization: "Bearer \${secret:probe}" } }
  slow: { url: "https://shop.example.com/", interval: 5m }
people:
  ada: { notify: [slack] }
escalation:
  P1: { levels: [{ page: ada }] }
channels:
  slack: { kind: slack, webhook: "\${secret:slack}" }
`;

let folder: string;
let app: App;
const templates: Record<string, Template> = {};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-cdk-'));
  const file = join(folder, 'tocsin.yaml');
  writeFileSync(file, CONFIG);
  app = new App({ outdir: join(folder, 'out'), context: { config: file }, analyticsReporting: false });
  expect(tocsinApp(app)).toEqual([]);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  // An error of theirs fails this.
  app.synth();
  for (const stack of app.node.children.filter((child) => child instanceof Stack))
    templates[stack.node.id] = Template.fromStack(stack);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A template is plain JSON: what is read of it fails the test where it is not there. */
// biome-ignore lint/suspicious/noExplicitAny: CloudFormation has types for itself only
type Properties = Record<string, any>;
interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly { readonly Action: string | readonly string[] }[] };
}
const resources = (stack: string, type: string): readonly Properties[] =>
  Object.values(templates[stack]!.findResources(type)).map(({ Properties }) => Properties as Properties);
const allOf = (type: string) => Object.keys(templates).flatMap((stack) => resources(stack, type));

describe('the stacks of an installation', () => {
  it('are the home region and one for each location, without errors of AWS’s own rules', () => {
    expect(Object.keys(templates)).toEqual(['Control', 'Location-eu-west-1', 'Location-us-east-1']);
  });

  it('have a function for every Task of the workflow, and a Task or a way in for every function', () => {
    const tasks = Object.entries(workflow.States).flatMap(([name, state]) => (state.Type === 'Task' ? [name] : []));
    const functions = resources('Control', 'AWS::Lambda::Function').map(({ FunctionName }) => FunctionName as string);
    // The emergency exit needs no code of ours (rule 8).
    expect(functions.toSorted()).toEqual(
      [...tasks.filter((task) => task !== 'emergency'), 'alarm', 'signal', 'web']
        .map((name) => `tocsin-shop-${name}`)
        .toSorted(),
    );
  });

  it('run on arm64 and nodejs24.x, and repeat nothing by themselves: a late probe is a lie', () => {
    for (const properties of allOf('AWS::Lambda::Function'))
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    for (const properties of allOf('AWS::Lambda::EventInvokeConfig'))
      expect(properties).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
    for (const properties of allOf('AWS::Scheduler::Schedule'))
      expect(properties.Target.RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  });

  it('start one shard as often as its fastest monitor needs, with the time that it was due', () => {
    const [schedule] = resources('Location-us-east-1', 'AWS::Scheduler::Schedule');
    expect(schedule).toMatchObject({ ScheduleExpression: 'rate(1 minute)', FlexibleTimeWindow: { Mode: 'OFF' } });
    expect(JSON.parse(schedule!.Target.Input)).toEqual({ shard: 0, at: '<aws.scheduler.scheduled-time>' });
  });

  it('allow each function what it is for: no action of all, secrets by name', () => {
    const statements = allOf('AWS::IAM::Role').flatMap(({ Policies = [] }) =>
      (Policies as readonly Policy[]).flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    );
    for (const { Action } of statements)
      expect([Action].flat().filter((action: string) => action.includes('*'))).toEqual([]);
    const text = JSON.stringify(Object.values(templates).map((template) => template.toJSON()));
    expect(text).toContain('parameter/tocsin-shop/slack');
    expect(text).toContain('parameter/tocsin-shop/probe');
    const looks = JSON.stringify(templates['Location-us-east-1']!.toJSON());
    expect(looks).not.toContain('parameter/tocsin-shop/slack');
  });

  it('keep logs for a month, and the table when the stack goes', () => {
    for (const { RetentionInDays } of allOf('AWS::Logs::LogGroup')) expect(RetentionInDays).toBe(30);
    const [table] = Object.values(templates.Control!.findResources('AWS::DynamoDB::Table'));
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', Properties: { BillingMode: 'PAY_PER_REQUEST' } });
  });
});

describe('a config that cannot be deployed', () => {
  it.each([
    ['monitors: { shop: { url: "https://a.example/" } }', /names no region/],
    ['monitors: { shop: { url: "https://a.example/", intervall: 5s } }', /tocsin\.yaml:1:\d+/],
    [
      'locations: [eu-west-1]\nmonitors: { shop: { kind: browser, url: "https://a.example/" } }',
      /browser checks cannot/,
    ],
    [
      'locations: [{ region: eu-west-1, vpc: vpc-1 }]\nmonitors: { shop: { url: "https://a.example/" } }',
      /inside a VPC/,
    ],
    [
      'locations: [eu-west-1, { agent: shed, key: k }]\nmonitors: { shop: { url: "https://a.example/" } }',
      /agent 'shed'/,
    ],
  ])('is said, and nothing is made: %s', (text, problem) => {
    const config = join(folder, 'tocsin.yaml');
    writeFileSync(config, text);
    const other = new App({ outdir: join(folder, 'wrong-out'), context: { config } });
    expect(tocsinApp(other).join('\n')).toMatch(problem);
    expect(other.node.children).toEqual([]);
  });
});
