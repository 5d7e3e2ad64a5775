import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { secretsIn } from '../src/config/secrets.ts';
import { handlerPath } from './code/code.ts';
import type { FunctionPlan } from './functions.ts';
import { allow, GRANTS } from './grants.ts';
import { Names } from './names.ts';
import type { Place } from './place.ts';

export interface StepFunctionProps {
  readonly place: Place;
  /** Its name, behind the installation's: `decide`. */
  readonly name: string;
  readonly is: FunctionPlan;
  /** The region that it runs in. */
  readonly region: string;
  /** Where calls go that nobody waits for and that failed. */
  readonly deadLetters: IQueue;
  /** @default - outside of any: it reaches what everybody reaches */
  readonly vpc?: IVpc;
  /** @default - nothing but where it runs */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What Lambda does on a function's behalf to put it into a network; it knows no resource for that. */
const NETWORK = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
] as const;

/** A step as a Lambda: its own code, its own role, its own log, and what it needs of the plan; nothing else. */
export class StepFunction extends Construct {
  readonly function: lambda.Function;

  constructor(
    scope: Construct,
    id: string,
    { place, name, is, region, deadLetters, vpc, environment = {} }: StepFunctionProps,
  ) {
    super(scope, id);
    const { code, plan, installation } = place;
    const names = new Names(this, installation);
    const functionName = names.name(name);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const secrets = secretsIn(is.secrets?.(plan));
    const statements = [
      ...is.grants.flatMap((grant) => GRANTS[grant](names, installation, region, plan)),
      ...(secrets.length > 0
        ? [
            allow(
              [installation.secrets === 'parameter-store' ? 'ssm:GetParameter' : 'secretsmanager:GetSecretValue'],
              ...secrets.map((secret) => names.secret(secret)),
            ),
          ]
        : []),
      ...(vpc ? [allow(NETWORK, '*')] : []),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
    ];
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `${functionName}: ${is.purpose}`,
      inlinePolicies: { is: new PolicyDocument({ statements }) },
    });
    const handler = is.handler ?? name;
    const { account, partition } = Stack.of(this);
    this.function = new lambda.Function(this, 'Function', {
      functionName,
      description: is.purpose,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: is.architecture === 'x86_64' ? lambda.Architecture.X86_64 : lambda.Architecture.ARM_64,
      ...(is.storage !== undefined && { ephemeralStorageSize: Size.mebibytes(is.storage) }),
      ...(vpc && { vpc }),
      handler: handlerPath(handler),
      code: lambda.Code.fromAsset(
        code.asset(
          name,
          { handler, kinds: is.kinds?.(plan) ?? [], files: is.files ?? [], packages: is.packages ?? [] },
          plan,
          installation,
        ),
      ),
      role,
      logGroup,
      timeout: Duration.seconds(is.timeout),
      memorySize: is.memory,
      retryAttempts: is.retries ?? 0,
      maxEventAge: Duration.minutes(is.retries === undefined ? 1 : 10),
      deadLetterQueue: deadLetters,
      environment: { TOCSIN_ACCOUNT: account, TOCSIN_PARTITION: partition, ...is.environment, ...environment },
    });
  }
}
