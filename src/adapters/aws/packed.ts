import { gunzipSync, gzipSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** DynamoDB takes items of up to 400 KB; a policy of a thousand people comes close. Above so many bytes JSON is compressed. */
const PLAIN = 64 * 1024;

/** A record as an attribute: JSON that people can read, gzip of it where it is long. */
export function packed(value: unknown): AttributeValue {
  const json = JSON.stringify(value);
  return Buffer.byteLength(json) <= PLAIN ? { S: json } : { B: gzipSync(json) };
}

/** The record in an attribute that `packed` made. */
export function unpacked(attribute: AttributeValue | undefined): unknown {
  if (attribute?.S !== undefined) return JSON.parse(attribute.S);
  if (attribute?.B !== undefined) return JSON.parse(gunzipSync(attribute.B).toString('utf8'));
  throw new Error('an item without a record: it was not written by Tocsin');
}
