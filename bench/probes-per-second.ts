import { type Blackbox, startBlackbox } from './peers/blackbox.ts';
import { type Nginx, startNginx } from './peers/nginx.ts';
import { type Prober, startProber } from './peers/prober.ts';
import { cpuSeconds } from './peers/program.ts';

const AT_ONCE = 50;
const WARM_UP = 8_000;
const COUNT = 6_000;
const ROUNDS = 3;

/** What is compared, and how many times as many probes as blackbox-exporter's we promise. */
const CASES = [
  { what: 'plain HTTP', goal: 2, urlOf: (nginx: Nginx) => nginx.url },
  { what: 'TLS', goal: 1.5, urlOf: (nginx: Nginx) => nginx.secureUrl },
];

/** Probes per CPU second, each on a fresh connection, beside Debian's blackbox-exporter on the same nginx. */
export async function probesPerSecond(): Promise<string[]> {
  const nginx = await startNginx();
  const blackbox = await startBlackbox(nginx.caFile);
  const prober = startProber();
  try {
    const lines: string[] = [];
    for (const { what, goal, urlOf } of CASES) {
      const url = urlOf(nginx);
      const ours = () => byUs(nginx, prober, url);
      const theirs = () => byBlackbox(nginx, blackbox, url);
      await prober.do({ settings: settingsFor(nginx, url), count: WARM_UP, atOnce: AT_ONCE });
      await blackbox.probe(url, WARM_UP, AT_ONCE);
      // By turns, so that whatever else the machine does falls on both.
      const rounds: { readonly us: number; readonly them: number }[] = [];
      for (let i = 0; i < ROUNDS; i++) rounds.push({ us: await ours(), them: await theirs() });
      const us = median(rounds.map((round) => round.us));
      const them = median(rounds.map((round) => round.them));
      const ratio = us / them;
      lines.push(
        `${what}: ${Math.round(us)} probes per CPU second, blackbox-exporter ${Math.round(them)}: ${ratio.toFixed(2)} times as many (goal ${goal})`,
      );
      if (ratio < goal && !process.env.NOTHROW) throw new Error(lines.join('\n'));
    }
    return lines;
  } finally {
    await prober.stop();
    await blackbox.stop();
    await nginx.stop();
  }
}

const settingsFor = (nginx: Nginx, url: string) => ({ url, ...(url.startsWith('https:') ? { ca: nginx.ca } : {}) });

async function byUs(nginx: Nginx, prober: Prober, url: string): Promise<number> {
  const done = await freshly(nginx, 'Tocsin', () =>
    prober.do({ settings: settingsFor(nginx, url), count: COUNT, atOnce: AT_ONCE }),
  );
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
