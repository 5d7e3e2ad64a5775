import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { TABLE_DEFINITION } from '../src/adapters/aws/table-definition.ts';
import type { Installation } from '../src/core/installation.ts';

/** The one table (ADR 19): billed per request, restorable to any second of the last 35 days, kept when the stack goes. */
export class IncidentTable extends Construct {
  constructor(scope: Construct, id: string, { installation }: { readonly installation: Installation }) {
    super(scope, id);
    const { partitionKey, sortKey, expires } = TABLE_DEFINITION;
    new dynamodb.Table(this, 'Table', {
      tableName: installation.prefix,
      partitionKey: { name: partitionKey, type: dynamodb.AttributeType.STRING },
      sortKey: { name: sortKey, type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: expires,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: dynamodb.TableEncryption.DEFAULT,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
