import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { errorMessage, type Failure, failure } from './failure.ts';

/** Read after decompression; whatever is longer is `body_too_large` (W4). */
export const BODY_CAP = 1024 * 1024;
const MOST_ENCODINGS = 5;

/** How much of a body is kept: all of it up to the cap, or only its end, of a long text such as a log. */
export type Keep = 'all' | 'end';
/** Of `end`: what is read through, and what is kept. */
const END_CAP = 32 * BODY_CAP;
const END_KEPT = 64 * 1024;

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

/**
 * Reads a body to its end or the cap, decompressing step by step with back-pressure, so that a bomb costs no more
 * memory than the cap. Encodings nobody asked for are left as they are, as browsers do.
 */
export function readBody(
  source: Readable,
  encoding: string,
  settle: (body: Buffer | Failure) => void,
  keep: Keep = 'all',
): () => void {
  const cap = keep === 'all' ? BODY_CAP : END_CAP;
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name in DECODERS);
  if (names.length > MOST_ENCODINGS) {
    settle(failure('body_too_large', `answers with ${names.length} nested encodings`));
    return () => {};
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const broken = (error: unknown) => settle(decodeFailure(error));
  const collect = (last: Readable) => {
    last.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > cap) settle(failure('body_too_large', `answers with more than ${cap / BODY_CAP} MiB`));
      else chunks.push(chunk);
      if (keep === 'end') dropBefore(chunks, END_KEPT);
    });
    last.once('end', () => settle(Buffer.concat(chunks)));
  };
  const stages: Transform[] = [];
  const chain = (from: Readable, [name, ...rest]: readonly string[]): void => {
    if (name === undefined) {
      collect(from);
      return;
    }
    // Some servers send raw deflate under the name `deflate`; the first byte of a zlib stream tells.
    from.once('readable', () => {
      const first: Buffer | null = from.read();
      if (first === null) {
        collect(from);
        return;
      }
      from.unshift(first);
      const raw = name === 'deflate' && (first[0]! & 0x0f) !== 8;
      const stage = raw ? createInflateRaw() : DECODERS[name]!();
      stage.on('error', broken);
      stages.push(stage);
      chain(from.pipe(stage), rest);
    });
  };
  chain(source, names.reverse());
  return () => {
    for (const stage of stages) stage.destroy();
  };
}

/** Drops whole chunks from the front while what follows them is enough. */
function dropBefore(chunks: Buffer[], enough: number): void {
  let rest = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  while (chunks.length > 1 && rest - chunks[0]!.length >= enough) rest -= chunks.shift()!.length;
}

const decodeFailure = (error: unknown): Failure =>
  failure('protocol_error', `answers with a body that does not decompress: ${errorMessage(error)}`);
