/** `HealthCheckResponse.ServingStatus`, in its order (grpc/health/v1/health.proto). */
const STATUSES = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'] as const;

/** `HealthCheckRequest { string service = 1; }` in gRPC's frame: one byte of flags, four of length. */
export function writeRequest(service: string): Buffer {
  const name = Buffer.from(service, 'utf8');
  // Proto3 leaves out what is empty.
  const message = name.length === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.of(0x0a), varint(name.length), name]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** The status of a `HealthCheckResponse { ServingStatus status = 1; }`; `undefined` where the bytes are none. */
export function readStatus(body: Buffer): string | undefined {
  if (body.length < 5 || body[0] !== 0 || body.readUInt32BE(1) !== body.length - 5) return undefined;
  let at = 5;
  let status = 0;
  while (at < body.length) {
    const tag = readVarint(body, at);
    if (!tag || (tag.value & 7) !== 0) return undefined;
    const value = readVarint(body, tag.next);
    if (!value) return undefined;
    if (tag.value >> 3 === 1) status = value.value;
    at = value.next;
  }
  return STATUSES[status] ?? `status ${status}`;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

/** Up to 28 bits, which is more than any status. */
function readVarint(body: Buffer, from: number): { readonly value: number; readonly next: number } | undefined {
  let value = 0;
  for (let i = 0; i < 4; i += 1) {
    const byte = body[from + i];
    if (byte === undefined) return undefined;
    value |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) return { value, next: from + i + 1 };
  }
  return undefined;
}
