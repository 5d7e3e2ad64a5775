import {
  type AttributeValue,
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { Instant } from '../../core/time/instant.ts';
import type { Calls } from './calls.ts';
import { packed, unpacked } from './packed.ts';
import { TABLE_DEFINITION } from './table-definition.ts';
import { isConflict } from './table-error.ts';

/** Names a record: what it belongs to, and which of it. */
export interface Key {
  readonly of: string;
  readonly as: string;
}

/** A record as it is stored. `version` is 1 where nobody counts. */
export interface Stored<T> {
  readonly as: string;
  readonly value: T;
  readonly version: number;
}

export interface Put<T> {
  readonly value: T;
  /** The version that it becomes. */
  readonly version?: number;
  /** It may be deleted from then on: some days later it will be. */
  readonly expires?: Instant;
}

interface Listing {
  /** How keys begin; all of them where absent. */
  readonly from?: string | undefined;
  readonly newestFirst?: boolean;
}

type Item = Record<string, AttributeValue>;

const { partitionKey, sortKey, expires: EXPIRES } = TABLE_DEFINITION;
/** DynamoDB's most for one batch of reads. */
const BATCH = 100;

/**
 * Records in the one table: consistent reads, and writes of a single item. Every call has a deadline and throws a
 * `TableError` (see `Calls`); a listing is as many calls as it has pages.
 */
export class Table {
  readonly #calls: Calls<DynamoDBClient>;
  readonly #name: string;

  constructor(calls: Calls<DynamoDBClient>, name: string) {
    this.#calls = calls;
    this.#name = name;
  }

  async read<T>(key: Key): Promise<Stored<T> | undefined> {
    const command = new GetItemCommand({ TableName: this.#name, Key: keyItem(key), ConsistentRead: true });
    const { Item } = await this.#calls.make((client, options) => client.send(command, options), 'is once');
    return Item && stored<T>(Item);
  }

  /**
   * Writes where the stored version is `expected` (0: none is stored). An answer that was lost is an error, never a
   * conflict: whoever wrote looks what is there (rule 2).
   */
  async write<T>(key: Key, put: Put<T>, expected: number): Promise<'written' | 'conflict'> {
    return this.#conditional(key, put, expected, 'is not');
  }

  /** Writes where nothing is stored: what is there already stays. */
  async keep<T>(key: Key, put: Put<T>): Promise<void> {
    await this.#conditional(key, put, 0, 'is once');
  }

  /** Writes, whatever is stored. */
  async put<T>(key: Key, put: Put<T>): Promise<void> {
    const command = new PutItemCommand({ TableName: this.#name, Item: itemOf(key, put) });
    await this.#calls.make((client, options) => client.send(command, options), 'is once');
  }

  async remove(key: Key): Promise<void> {
    const command = new DeleteItemCommand({ TableName: this.#name, Key: keyItem(key) });
    await this.#calls.make((client, options) => client.send(command, options), 'is once');
  }

  /**
   * Read, change, write where nobody wrote meanwhile, else again. `change` gives what is to be stored, `undefined` where
   * it shall stay as it is; it may be asked more than once. Answers what is stored then.
   */
  async revise<T>(key: Key, change: (was: T | undefined) => Put<T> | undefined): Promise<T | undefined> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const was = await this.read<T>(key);
      const put = change(was?.value);
      if (!put) return was?.value;
      const version = was?.version ?? 0;
      if ((await this.write(key, { ...put, version: version + 1 }, version)) === 'written') return put.value;
    }
    throw new Error(`${key.of} ${key.as} in the table ${this.#name}: ${TRIES} conflicting writes in a row`);
  }

  /** What is stored of one owner, in the order of its keys, page by page as it is asked for. */
  async *list<T>(of: string, { from = '', newestFirst = false }: Listing = {}): AsyncGenerator<Stored<T>> {
    let start: Item | undefined;
    do {
      const command: QueryCommand = new QueryCommand({
        TableName: this.#name,
        KeyConditionExpression: `${partitionKey} = :of${from === '' ? '' : ` AND begins_with(${sortKey}, :from)`}`,
        ExpressionAttributeValues: { ':of': { S: of }, ...(from !== '' && { ':from': { S: from } }) },
        ConsistentRead: true,
        ScanIndexForward: !newestFirst,
        ExclusiveStartKey: start,
      });
      const page = await this.#calls.make((client, options) => client.send(command, options), 'is once');
      for (const item of page.Items ?? []) yield stored<T>(item);
      start = page.LastEvaluatedKey;
    } while (start);
  }

  /** All that `list` gives. */
  async all<T>(of: string, from?: string): Promise<readonly T[]> {
    const all: T[] = [];
    for await (const { value } of this.list<T>(of, { from })) all.push(value);
    return all;
  }

  /** Records by their keys, in no order; what is not there is absent. */
  async many<T>(keys: readonly Key[]): Promise<readonly T[]> {
    const found: T[] = [];
    let left = keys.map(keyItem);
    while (left.length > 0) {
      const asked = { Keys: left.slice(0, BATCH), ConsistentRead: true };
      const command = new BatchGetItemCommand({ RequestItems: { [this.#name]: asked } });
      const got = await this.#calls.make((client, options) => client.send(command, options), 'is once');
      const items = got.Responses?.[this.#name] ?? [];
      found.push(...items.map((item) => stored<T>(item).value));
      left = [...(got.UnprocessedKeys?.[this.#name]?.Keys ?? []), ...left.slice(BATCH)];
    }
    return found;
  }

  close(): void {
    this.#calls.close();
  }

  async #conditional<T>(key: Key, put: Put<T>, expected: number, twice: 'is once' | 'is not') {
    const command = new PutItemCommand({
      TableName: this.#name,
      Item: itemOf(key, put),
      ...(expected === 0 ? IS_NEW : isAt(expected)),
    });
    try {
      await this.#calls.make((client, options) => client.send(command, options), twice, isConflict);
      return 'written' as const;
    } catch (error) {
      if (isConflict(error)) return 'conflict' as const;
      throw error;
    }
  }
}

/** More conflicts in a row than this are not bad luck. */
const TRIES = 50;

const IS_NEW = { ConditionExpression: `attribute_not_exists(${partitionKey})` } satisfies Partial<PutItemCommandInput>;
const isAt = (version: number): Partial<PutItemCommandInput> => ({
  ConditionExpression: 'version = :expected',
  ExpressionAttributeValues: { ':expected': { N: String(version) } },
});

const keyItem = ({ of, as }: Key): Item => ({ [partitionKey]: { S: of }, [sortKey]: { S: as } });

const itemOf = (key: Key, { value, version = 1, expires }: Put<unknown>): Item => ({
  ...keyItem(key),
  version: { N: String(version) },
  record: packed(value),
  ...(expires !== undefined && { [EXPIRES]: { N: String(Math.ceil(expires / 1_000)) } }),
});

const stored = <T>(item: Item): Stored<T> => ({
  as: item[sortKey]?.S ?? '',
  value: unpacked(item.record) as T,
  version: Number(item.version?.N),
});
