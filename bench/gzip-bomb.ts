import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { listening } from '../test/support/peers/raw.ts';
import { startProber } from './peers/prober.ts';
import { residentMb } from './peers/program.ts';

const GOAL_MIB = 32;
const MEMBERS = 100;
/** A gzip file may be many in a row (RFC 1952 §2.2): a hundred of 100 MB are 10 GB in 10 MB. */
const MEMBER_SIZE = 100_000_000;

/** What a 10 GB gzip bomb costs a prober, at most and at any moment, as the kernel accounts for it (Linux). */
export async function gzipBomb(): Promise<string[]> {
  const member = gzipSync(Buffer.alloc(MEMBER_SIZE));
  const bomb = Buffer.concat(Array.from({ length: MEMBERS }, () => member));
  const harmless = gzipSync(Buffer.alloc(100_000));
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(request.url === '/bomb' ? bomb : harmless);
  });
  const peer = await listening(server, 'http', () => 0);
  const prober = startProber();
  try {
    const well = await prober.do({ settings: { url: peer.url }, count: 50, atOnce: 1 });
    if (well.odd !== undefined) throw new Error(`a harmless answer was not up: ${well.odd}`);
    const before = residentMb(prober.pid);
    // From here on the kernel counts the peak anew.
    writeFileSync(`/proc/${prober.pid}/clear_refs`, '5');
    const bombed = await prober.do({ settings: { url: `${peer.url}bomb` }, count: 1, atOnce: 1 });
    const more = residentMb(prober.pid, 'VmHWM') - before;
    if (bombed.odd !== 'body_too_large: answers with more than 1 MiB')
      throw new Error(`the bomb was not seen for what it is: ${bombed.odd}`);
    if (more > GOAL_MIB) throw new Error(`the bomb cost ${more} MiB of memory, over ${GOAL_MIB}`);
    return [
      `a 10 GB gzip bomb (${Math.round(bomb.length / 1e6)} MB on the wire): ${more} MiB more memory at its peak (goal ${GOAL_MIB}), over in ${Math.round(bombed.wall * 1_000)} ms`,
    ];
  } finally {
    await prober.stop();
    await peer.close();
  }
}
