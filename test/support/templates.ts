import type { Template } from 'aws-cdk-lib/assertions';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/** What a resource is called by people. */
const NAMES = [
  'FunctionName',
  'TableName',
  'TopicName',
  'QueueName',
  'AlarmName',
  'Name',
  'StateMachineName',
  'DashboardName',
  'LogGroupName',
  'Description',
];

/**
 * A template as people review it: what there is, and who may do what. Without what changes with every build, as hashes of
 * code, and without what other tests look at closely.
 */
export function inWords(template: Template): readonly string[] {
  const resources = Object.values(template.toJSON().Resources as Readonly<Record<string, Resource>>);
  const lines = resources.flatMap(({ Type, Properties = {} }) => {
    const name = NAMES.map((key) => Properties[key]).find((value) => typeof value === 'string');
    const statements = Object.values(flat(Properties)).filter(isStatement);
    return [`${Type.replace('AWS::', '')} ${name ?? ''}`.trim(), ...statements.map((each) => `  ${statementIn(each)}`)];
  });
  return lines;
}

/** Every object inside of a value. */
function flat(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(flat)];
}

const isStatement = (value: object): value is Statement => 'Effect' in value && 'Action' in value;

function statementIn({ Effect, Action, Resource, Condition }: Statement): string {
  const on = Resource === undefined ? '' : ` on ${[Resource].flat().map(placeOf).join(', ')}`;
  const where = Condition === undefined ? '' : ` where ${JSON.stringify(Condition)}`;
  return `${Effect === 'Allow' ? 'may' : 'must not'} ${[Action].flat().join(', ')}${on}${where}`;
}

/** An ARN without its partition and account, which CloudFormation fills in. */
function placeOf(resource: unknown): string {
  return JSON.stringify(resource)
    .replace(/\{"Fn::Join":\["",\[(.*?)\]\]\}/g, '$1')
    .replace(/\{"Ref":"AWS::(Partition|AccountId)"\}/g, '')
    .replace(/\{"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]\}/g, '$1')
    .replace(/\{"Ref":"(\w+?)[0-9A-F]{8}"\}/g, '$1')
    .replace(/[",]/g, '');
}
