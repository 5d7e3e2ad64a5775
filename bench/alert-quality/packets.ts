import type { Random } from './random.ts';

/**
 * One fresh HTTPS request, packet by packet, where every packet is lost with the same probability: a DNS query, a TCP
 * handshake whose SYN is sent again after 1, 2, 4 … s, TLS 1.3, and an answer of ten packets. Milliseconds.
 */
export interface Line {
  readonly loss: number;
  /** A DNS query is sent again after this long … */
  readonly dnsRetry: number;
  /** … and so many times in all, before the name counts as not resolvable. */
  readonly dnsTries: number;
  /** When connections are dialled, counted from when the name was resolved: whichever is first is used. */
  readonly dials: readonly number[];
}

export interface Attempt {
  readonly ok: boolean;
  readonly took: number;
}

const ROUND_TRIP = 100;
const SYN_RETRY = 1_000;
/** TCP sends data again after this long at first, twice that at the next loss, and so on. */
const DATA_RETRY = 300;
/** Packets that have to arrive, flight by flight: ClientHello, the server's answer, Finished with the request, the reply. */
const FLIGHTS = [1, 1, 1, 10];

/** One attempt, over by its deadline at the latest. */
export function attempt(random: Random, { loss, dnsRetry, dnsTries, dials }: Line, deadline: number): Attempt {
  const lost = () => random() < loss;
  const answered = () => !lost() && !lost();
  let took = 0;
  for (let tries = 1; !answered(); tries++) {
    took += dnsRetry;
    if (took >= deadline) return { ok: false, took: deadline };
    if (tries === dnsTries) return { ok: false, took };
  }
  took += ROUND_TRIP;
  let connected = deadline;
  for (const dialled of dials) {
    let syn = took + dialled;
    for (let pause = SYN_RETRY; syn < connected && !answered(); pause *= 2) syn += pause;
    connected = Math.min(connected, syn);
  }
  took = connected + ROUND_TRIP;
  if (took >= deadline) return { ok: false, took: deadline };
  for (const packets of FLIGHTS) {
    let slowest = 0;
    for (let i = 0; i < packets; i++) {
      let late = 0;
      for (let pause = DATA_RETRY; lost() && late < deadline; pause *= 2) late += pause;
      slowest = Math.max(slowest, late);
    }
    took += ROUND_TRIP / 2 + slowest;
    if (took >= deadline) return { ok: false, took: deadline };
  }
  return { ok: true, took };
}

/** A plain check: one connection, a DNS query each second until the deadline (the model's own table). */
export const plain = (loss: number): Line => ({
  loss,
  dnsRetry: 1_000,
  dnsTries: Number.POSITIVE_INFINITY,
  dials: [0],
});

/** A check as Tocsin makes it: three queries (src/probes/wire/resolve.ts), a second dial after a second (dial.ts). */
export const ours = (loss: number): Line => ({ loss, dnsRetry: 1_000, dnsTries: 3, dials: [0, 1_000] });

/** Less time than this is not worth a second look (src/probes/look.ts). */
const WORTH_REPEATING = 250;

/** A look of Tocsin's: an attempt, and where that fails early one more in what is left of the timeout (I1, I2). */
export function look(random: Random, line: Line, timeout: number): Attempt {
  const first = attempt(random, line, timeout);
  const left = timeout - first.took;
  if (first.ok || left < WORTH_REPEATING) return first;
  const second = attempt(random, line, left);
  return { ok: second.ok, took: first.took + second.took };
}
