import type { CheckResult } from '../src/core/check/check.ts';
import { isBad, type Look, lookOf, type Weighed } from '../src/core/check/look.ts';
import { isOver } from '../src/core/incident/over.ts';
import type { Plan } from '../src/core/plan.ts';
import type { IncidentStore, Observer, ProberMemory, ResultSink } from '../src/core/ports.ts';
import { present } from '../src/core/present.ts';
import type { SignalInput } from './signal.ts';

export interface ProbePorts {
  readonly plan: () => Plan;
  readonly observer: Observer;
  readonly memory: ProberMemory;
  readonly results: ResultSink;
  readonly incidents: Pick<IncidentStore, 'head'>;
  readonly signal: (input: SignalInput) => Promise<unknown>;
  /** Rule 8's exit: people are told by the shortest way there is of bad looks that no incident could take. */
  readonly emergency?: (looks: readonly Look[], why: unknown) => Promise<unknown>;
  /** Hears of what went wrong beside the check itself. */
  readonly onError?: (where: string, error: unknown) => void;
}

export interface ProbeInput {
  readonly monitors: readonly string[];
  readonly location: string;
  /** The slot's nominal start; a slot delivered twice is one result. */
  readonly slot: number;
}

/** Checks monitors in one slot, records the results, and signals while anything of a group is not up. */
export const probe =
  (ports: ProbePorts) =>
  async ({ monitors, location, slot }: ProbeInput): Promise<Taken> => {
    const taken = await Promise.all(
      monitors.map(async (monitor) => remember(ports, await ports.observer.look(monitor, location, slot))),
    );
    return carry(ports, taken);
  };

/** Takes what somebody else saw, as if it had been seen here. */
export const take =
  (ports: Omit<ProbePorts, 'observer'>) =>
  async (results: readonly CheckResult[]): Promise<Taken> =>
    carry(ports, await Promise.all(results.map((result) => remember(ports, result))));

export interface Taken {
  readonly checked: number;
  readonly bad: number;
}

type Ports = Omit<ProbePorts, 'observer'>;

async function carry(ports: Ports, checked: readonly (Weighed | undefined)[]): Promise<Taken> {
  const news = present(checked);
  // People are paged whether or not the charts could be written.
  await hand(ports, await worthSignalling(ports, news));
  await ports.results.record(news.map((each) => each.result));
  return { checked: news.length, bad: news.filter((each) => isBad(each.result.verdict)).length };
}

/** Hands looks to their incidents; where that fails, to people by the emergency exit, if this host has one (rule 8). */
async function hand(ports: Ports, looks: readonly Look[]): Promise<void> {
  if (looks.length === 0) return;
  try {
    await ports.signal({ looks });
  } catch (error) {
    if (!ports.emergency) throw error;
    ports.onError?.('signal', error);
    const bad = looks.filter(({ verdict }) => isBad(verdict));
    if (bad.length > 0) await ports.emergency(bad, error);
  }
}

/** `undefined` where this slot, or a newer one, is known already. */
async function remember(ports: Ports, result: CheckResult): Promise<Weighed | undefined> {
  const kept = await ports.memory.record(result, ports.plan()).catch((error: unknown) => {
    // A memory that cannot be written is no reason to keep a failure to ourselves.
    ports.onError?.(`memory of ${result.monitor}`, error);
    return { is: 'new' as const, weighed: { result, bad: isBad(result.verdict) ? 1 : 0 } };
  });
  return kept.is === 'new' ? kept.weighed : undefined;
}

/** Bad looks always; good and unknown ones while their group has an incident that is not over. */
async function worthSignalling(ports: Ports, news: readonly Weighed[]) {
  const { monitors } = ports.plan();
  const groups = [...new Set(present(news.map(({ result }) => monitors[result.monitor]?.group)))];
  const states = await Promise.all(groups.map(async (group) => [group, await isTroubled(ports, group)] as const));
  const troubled = new Set(states.filter(([, is]) => is).map(([group]) => group));
  const matters = ({ result }: Weighed) => isBad(result.verdict) || troubled.has(monitors[result.monitor]?.group ?? '');
  return news.filter(matters).map(lookOf);
}

/** Whether a group has an incident that is not over; one that cannot be read might have. */
const isTroubled = (ports: Ports, group: string): Promise<boolean> =>
  ports.incidents.head(group).then(
    (head) => head !== null && !isOver(head),
    (error: unknown) => {
      ports.onError?.(`incident of ${group}`, error);
      return true;
    },
  );
