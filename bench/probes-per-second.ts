import { type Blackbox, startBlackbox } from './peers/blackbox.ts';
import { type Nginx, type Site, startNginx } from './peers/nginx.ts';
import { type Prober, startProber, type Task } from './peers/prober.ts';
import { cpuSeconds } from './peers/program.ts';

const AT_ONCE = 50;
const WARM_UP = 8_000;
const COUNT = 6_000;
const ROUNDS = 3;

/** What is compared, and how many times as many probes as blackbox-exporter's we promise; ECDSA's has no goal of its own. */
const CASES = [
  { what: 'plain HTTP', goal: 2, siteOf: (nginx: Nginx): Site => nginx.plain },
  { what: 'TLS, RSA certificate', goal: 1.5, siteOf: (nginx: Nginx): Site => nginx.rsa },
  { what: 'TLS, ECDSA certificate', goal: undefined, siteOf: (nginx: Nginx): Site => nginx.ecdsa },
];

/** Probes per CPU second, each on a fresh connection, beside Debian's blackbox-exporter on the same nginx. */
export async function probesPerSecond(): Promise<string[]> {
  const nginx = await startNginx();
  const prober = startProber();
  try {
    const lines: string[] = [];
    let missed = false;
    for (const { what, goal, siteOf } of CASES) {
      const { us, them } = await compare(nginx, prober, siteOf(nginx));
      const ratio = us / them;
      const promised = goal === undefined ? '' : ` (goal ${goal})`;
      lines.push(
        `${what}: ${Math.round(us)} probes per CPU second, blackbox-exporter ${Math.round(them)}: ${ratio.toFixed(2)} times as many${promised}`,
      );
      missed ||= ratio < (goal ?? 0);
    }
    if (missed) throw new Error(lines.join('\n'));
    return lines;
  } finally {
    await prober.stop();
    await nginx.stop();
  }
}

async function compare(nginx: Nginx, prober: Prober, site: Site): Promise<{ us: number; them: number }> {
  const { url, ca, caFile } = site;
  const settings = { url, ...(ca === undefined ? {} : { ca }) };
  const blackbox = await startBlackbox(caFile);
  try {
    await prober.do({ settings, count: WARM_UP, atOnce: AT_ONCE });
    await blackbox.probe(url, WARM_UP, AT_ONCE);
    const [us, them]: [number[], number[]] = [[], []];
    // By turns, so that whatever else the machine does falls on both.
    for (let i = 0; i < ROUNDS; i++) {
      us.push(await byUs(nginx, prober, settings));
      them.push(await byBlackbox(nginx, blackbox, url));
    }
    return { us: median(us), them: median(them) };
  } finally {
    await blackbox.stop();
  }
}

async function byUs(nginx: Nginx, prober: Prober, settings: Task['settings']): Promise<number> {
  const done = await freshly(nginx, 'Tocsin', () => prober.do({ settings, count: COUNT, atOnce: AT_ONCE }));
  if (done.odd !== undefined) throw new Error(`Tocsin's check was not up: ${done.odd}`);
  return COUNT / done.cpu;
}

async function byBlackbox(nginx: Nginx, blackbox: Blackbox, url: string): Promise<number> {
  const before = cpuSeconds(blackbox.pid);
  await freshly(nginx, 'blackbox-exporter', () => blackbox.probe(url, COUNT, AT_ONCE));
  return COUNT / (cpuSeconds(blackbox.pid) - before);
}

/** Runs probes and has nginx confirm that each was one request on a connection of its own. */
async function freshly<T>(nginx: Nginx, who: string, run: () => Promise<T>): Promise<T> {
  const before = await nginx.counts();
  const done = await run();
  const after = await nginx.counts();
  const [connections, requests] = [after.connections - before.connections - 1, after.requests - before.requests - 1];
  if (connections !== COUNT || requests !== COUNT)
    throw new Error(`${who}: ${COUNT} probes were ${requests} requests on ${connections} connections`);
  return done;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
