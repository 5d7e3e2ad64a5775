import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Installation } from '../src/core/installation.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Names } from './names.ts';

/** What a function may be allowed, by what it is for. Never `*` as an action; as a resource only where AWS knows none. */
export const GRANTS = {
  /** Stores: single items, and lists of them (ADR 19). */
  table: (names) => [
    allow(
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'],
      names.table(),
    ),
  ],
  /** Starts runs of the incident workflow. */
  runs: (names) => [allow(['states:StartExecution'], names.workflow())],
  /** Asks other locations for a second opinion. */
  looks: (names, { home, locations }) =>
    [...new Set([home, ...locations.map(({ region }) => region)])].map((region) =>
      allow(['lambda:InvokeFunction'], names.function(region, 'look'), names.function(region, 'look-browser')),
    ),
  /** Asks what a remedy would do, or for evidence: one function knows clusters. */
  remedies: (names, { home }) => [allow(['lambda:InvokeFunction'], names.function(home, 'remedy'))],
  /** Carries looks to their incidents. */
  signal: (names, { home }) => [allow(['lambda:InvokeFunction'], names.function(home, 'signal'))],
  /** CloudWatch has no resource for metrics; the namespace is its only limit. */
  metrics: () => [
    new PolicyStatement({
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': 'Tocsin' } },
    }),
  ],
  /** Reads metrics, which have no resource either. */
  readings: () => [allow(['cloudwatch:GetMetricData'], '*')],
  /** Reads alarms; those of a prefix are a list, which has no resource. */
  alarms: () => [allow(['cloudwatch:DescribeAlarms'], '*')],
  /** The emergency exit of the function's own region (rule 8). */
  emergency: (names, _, region) => [allow(['sns:Publish'], names.topic(region, 'emergency'))],
  /** The copies that are always sent. */
  copies: (names, { home }) => [
    allow(['sns:Publish'], ...['p1', 'p2', 'p3', 'p4'].map((severity) => names.topic(home, severity))),
  ],
  /** Finds the way into EKS clusters of the config; what may be done inside is the cluster's to say (`tocsin rbac`). */
  clusters: (names, _, __, { clusters }) =>
    Object.values(clusters).flatMap(({ eks }) => {
      if (!eks) return [];
      const { name, region } = eks as { readonly name: string; readonly region: string };
      return [allow(['eks:DescribeCluster'], names.cluster(region, name))];
    }),
} as const satisfies Record<
  string,
  (names: Names, installation: Installation, region: string, plan: Plan) => readonly PolicyStatement[]
>;
export type Grant = keyof typeof GRANTS;

export const allow = (actions: readonly string[], ...resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });
