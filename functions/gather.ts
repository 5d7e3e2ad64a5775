import { agentBeats } from '../src/core/check/heartbeat.ts';
import { drilledBy } from '../src/core/drill/drilled.ts';
import { drillGroup } from '../src/core/drill/group.ts';
import { drillsOf } from '../src/core/drill/history.ts';
import { drillResult, isAnswered } from '../src/core/drill/result.ts';
import type { Incident } from '../src/core/incident/incident.ts';
import type { Instant } from '../src/core/time/instant.ts';
import { locationsIn } from '../src/core/watch/concerns/location-silent.ts';
import type { Drilled, Facts, Failure } from '../src/core/watch/facts.ts';
import { PATIENCE_AT_MOST } from '../src/core/watch/patience.ts';
import type { PatrolPorts } from './patrol.ts';
import { watch } from './watch.ts';
import type { WorkPorts } from './work.ts';

type Ask = <T>(what: Failure['what'], asked: () => Promise<T>) => Promise<T | undefined>;
type Gathered = Pick<Facts, 'heads' | 'beats' | 'alarms' | 'mutes' | 'drills'> & {
  readonly revived: readonly string[];
};

/** Asks for all that a patrol goes by, each by itself: what cannot be asked hides nothing else. Incidents are revived first. */
export async function gather(ports: PatrolPorts, ask: Ask, now: Instant): Promise<Gathered> {
  const [found, beats, mutes, alarms] = await Promise.all([
    ask('table', () => ports.incidents.heads()),
    ask('table', () => beatsOf(ports, now)),
    ask('table', () => ports.mutes.current(now - PATIENCE_AT_MOST)),
    ask('alarms', ports.alarms),
    ask('signal', () => ports.signal({ looks: [] })),
  ]);
  if (!found) return { revived: [], beats, mutes, alarms };
  const revival = await ask('revival', () => watch(ports)());
  const drills = await ask('table', () => drillsIn(ports, found));
  return { revived: revival?.revived ?? [], heads: found, beats, mutes, alarms, drills };
}

async function beatsOf({ plan, heartbeats }: PatrolPorts, now: Instant) {
  const each = locationsIn(plan()).map(async (at) => [at, await heartbeats.of(agentBeats(at), now)] as const);
  return Object.fromEntries(await Promise.all(each));
}

/** Whom drills are configured for; the archive is read only of those whose newest drill says nothing. */
const drillsIn = ({ plan, incidents }: WorkPorts, heads: readonly Incident[]): Promise<readonly Drilled[]> =>
  Promise.all(
    drilledBy(plan()).map(async (person) => {
      const head = heads.find(({ group }) => group === drillGroup(person)) ?? null;
      const newest = head && drillResult(head, plan());
      if (newest && isAnswered(newest)) return { person, answeredAt: newest.at };
      const archived = (id: string) => incidents.archived(id);
      const drills = await drillsOf({ head: async () => head, archived }, plan(), person);
      return { person, answeredAt: drills.find(isAnswered)?.at };
    }),
  );
