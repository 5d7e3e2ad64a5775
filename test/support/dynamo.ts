import type { AddressInfo } from 'node:net';
import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { type OpenTable, openTable } from '../../src/adapters/aws/open.ts';
import { TABLE_DEFINITION } from '../../src/adapters/aws/table-definition.ts';

const { partitionKey, sortKey } = TABLE_DEFINITION;
/** Dynalite believes every key. */
export const SOMEBODY = { accessKeyId: 'somebody', secretAccessKey: 'secret' } as const;
const REGION = 'eu-central-1';

/** DynamoDB on loopback, and as many installations' tables in it as are asked for. */
export class Dynamo {
  readonly #server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  readonly #opened: OpenTable[] = [];
  #client!: DynamoDBClient;
  #tables = 0;
  url = '';

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    this.#client = new DynamoDBClient({ region: REGION, endpoint: this.url, credentials: SOMEBODY });
    return this;
  }

  /** A new table, made as the stack makes it; its name. */
  async table(): Promise<string> {
    const name = `tocsin-${++this.#tables}`;
    await this.#client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: partitionKey, KeyType: 'HASH' },
          { AttributeName: sortKey, KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [partitionKey, sortKey].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      }),
    );
    return name;
  }

  /** Stores in a new table, or in the one named; by another way than straight to it where `endpoint` says so. */
  async open(more: Partial<Parameters<typeof openTable>[0]> = {}): Promise<OpenTable> {
    const name = more.name ?? (await this.table());
    const opened = openTable({ region: REGION, endpoint: this.url, credentials: SOMEBODY, ...more, name });
    this.#opened.push(opened);
    return opened;
  }

  /** Every item of a table, as it lies there. */
  async items(name: string): Promise<readonly Record<string, AttributeValue>[]> {
    const { Items = [] } = await this.#client.send(new ScanCommand({ TableName: name }));
    return Items;
  }

  async put(name: string, item: Record<string, AttributeValue>): Promise<void> {
    await this.#client.send(new PutItemCommand({ TableName: name, Item: item }));
  }

  async stop(): Promise<void> {
    for (const opened of this.#opened) opened.close();
    this.#client.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
