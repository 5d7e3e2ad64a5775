import { policyOf } from '../drill/policy.ts';
import type { Plan } from '../plan.ts';
import type { Clock, IncidentStore, MuteStore, PolicyStore, Runs } from '../ports.ts';
import { known } from './context.ts';
import { decide } from './decide.ts';
import { next } from './due.ts';
import { downElsewhere } from './elsewhere.ts';
import type { Context, Event, Reply } from './event.ts';
import type { Incident } from './incident.ts';
import { mutesAt } from './maintenance.ts';
import { isOver } from './over.ts';

export interface TransactPorts {
  readonly clock: Clock;
  readonly incidents: IncidentStore;
  readonly policies: PolicyStore;
  readonly mutes: MuteStore;
  readonly runs: Runs;
  /** Today's config, read anew for every event (E1). */
  readonly plan: () => Plan;
}

export interface Transacted {
  readonly incident: Incident | null;
  readonly context: Context;
  readonly reply: Reply;
}

/** More conflicts in a row than this are not bad luck. */
const TRIES = 50;

/**
 * Rule 2, the only way to change an incident: consistent read, pure decision, conditional write on the version, again
 * on conflict. A write whose answer was lost is re-read and recognised by the event's id: the same event twice is once.
 */
export async function transact(ports: TransactPorts, group: string, event: Event): Promise<Transacted> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const was = await ports.incidents.head(group);
    const context = await contextOf(ports, was, group);
    if (was?.seen.includes(event.id)) return recognised(ports, was, event, context);
    const { incident, reply } = decide(was, event, context);
    if (!incident || incident === was) return { incident, context, reply };
    await beforeWrite(ports, was, incident, context);
    if ((await written(ports, incident, was?.version ?? 0, event)) === 'conflict') continue;
    await afterWrite(ports, was, incident);
    return { incident, context, reply };
  }
  throw new Error(`incident of group '${group}': ${TRIES} conflicting writes in a row`);
}

/** The incident's own policy, today's config, and the mutes in force. */
export async function contextOf(
  ports: Omit<TransactPorts, 'runs' | 'incidents'> & { readonly incidents: Pick<IncidentStore, 'heads'> },
  incident: Incident | null,
  group: string | undefined = incident?.group,
): Promise<Context> {
  const now = ports.clock.now();
  const plan = ports.plan();
  const today = group === undefined ? plan.policy : policyOf(group, plan);
  const isOwn = incident !== null && !isOver(incident) && incident.policy !== today.hash;
  const policy = isOwn ? ((await ports.policies.get(incident.policy)) ?? today) : today;
  return known({
    now,
    plan,
    policy,
    mutes: mutesAt(plan, await ports.mutes.current(now), now),
    elsewhere: await elsewhere(ports, plan, incident),
  });
}

/** Other groups are read only where one of this group's remedies would be refused because of them (G4). */
async function elsewhere(
  { incidents }: { readonly incidents: Pick<IncidentStore, 'heads'> },
  plan: Plan,
  incident: Incident | null,
): Promise<Context['elsewhere']> {
  const acts = Object.values(plan.remedies).some(
    ({ mode, monitor }) => mode !== 'off' && plan.monitors[monitor]?.group === incident?.group,
  );
  return acts && incident?.phase === 'open' ? downElsewhere(await incidents.heads(), incident.group) : {};
}

/** Nothing may be lost between two writes: the last row is filed, an ended incident archived, the policy kept. */
async function beforeWrite(
  ports: TransactPorts,
  was: Incident | null,
  incident: Incident,
  context: Context,
): Promise<void> {
  if (was?.unfiled) await ports.incidents.file(was.unfiled);
  if (was && isOver(was) && was.id !== incident.id) await ports.incidents.archive(was);
  if (!was || isOver(was)) await ports.policies.keep(context.policy);
}

async function written(
  ports: TransactPorts,
  incident: Incident,
  expected: number,
  event: Event,
): Promise<'written' | 'conflict'> {
  try {
    return await ports.incidents.write(incident, expected);
  } catch (cause) {
    // The answer may be lost, not the write.
    const stored = await ports.incidents.head(incident.group).catch(() => null);
    if (stored?.seen.includes(event.id)) return 'written';
    throw new Error(`incident ${incident.id} could not be written`, { cause });
  }
}

async function afterWrite(ports: TransactPorts, was: Incident | null, incident: Incident): Promise<void> {
  if (isOver(incident)) {
    if (incident.unfiled) await ports.incidents.file(incident.unfiled);
    await ports.incidents.archive(incident);
  } else if (was === null || was.run.number !== incident.run.number) await startRun(ports, incident);
}

const startRun = (ports: TransactPorts, { id, generation, run }: Incident) =>
  ports.runs.start({ incident: id, generation, run: run.number });

/** An event that is already in the record: what it would have been answered. A claim of ours is still ours. */
async function recognised(ports: TransactPorts, was: Incident, event: Event, context: Context): Promise<Transacted> {
  if (!isOver(was)) await startRun(ports, was);
  if (event.type === 'look' && event.run === was.run.number)
    return { incident: was, context, reply: { is: 'next', next: next(was, context) } };
  if (event.type !== 'claim') return { incident: was, context, reply: { is: 'done', text: 'recorded already' } };
  const effect = was.effects[event.key];
  if (effect?.state.is !== 'claimed' || effect.state.lease !== event.lease)
    return { incident: was, context, reply: { is: 'refused', text: 'no longer due' } };
  const { kind, key, ask, state } = effect;
  return {
    incident: was,
    context,
    reply: { is: 'granted', due: { kind, key, at: state.at, ask } as Extract<Reply, { is: 'granted' }>['due'] },
  };
}

/** The group that an incident id names: `<group>-<number>`. */
export const groupOfId = (id: string): string => id.replace(/-\d+$/, '');
