import { type Answer, type AnswerReply, type IncidentAnswer, NOTE } from '../src/core/incident/answer.ts';
import type { Event, EventOf } from '../src/core/incident/event.ts';
import { mutesAt } from '../src/core/incident/maintenance.ts';
import { isOver } from '../src/core/incident/over.ts';
import { groupOfId, type Transacted, transact } from '../src/core/incident/transact.ts';
import { plainLine } from '../src/core/message/plain.ts';
import { attention } from '../src/core/message/sentence.ts';
import { reportTitle } from '../src/core/report/report.ts';
import { inWords } from '../src/core/time/instant.ts';
import { clockTime } from '../src/core/time/zone.ts';
import { report } from './report.ts';
import type { WorkPorts } from './work.ts';

type ByAction = {
  [A in Answer['action']]: (ports: WorkPorts, answer: Extract<Answer, { action: A }>) => Promise<AnswerReply>;
};

/** What people and tools answer; one row per action. */
const ACTIONS: ByAction = {
  acknowledge: (ports, answer) =>
    onIncident(ports, answer, { type: 'acknowledge', ...(answer.given !== undefined && { given: answer.given }) }),
  unacknowledge: (ports, answer) => onIncident(ports, answer, { type: 'unacknowledge' }),
  escalate: (ports, answer) => onIncident(ports, answer, { type: 'escalate' }),
  reassign: (ports, answer) => onIncident(ports, answer, { type: 'reassign', to: answer.to }),
  note: async (ports, answer) => {
    const text = plainLine(answer.text, NOTE);
    return text === ''
      ? { ok: false, text: 'an empty note was not kept' }
      : onIncident(
          ports,
          answer,
          { type: 'note', text },
          { ok: false, text: overWords(answer, 'the note was not kept') },
        );
  },
  approve: (ports, answer) => onIncident(ports, answer, { type: 'approve', remedy: answer.remedy, hash: answer.hash }),
  refuse: (ports, answer) => onIncident(ports, answer, { type: 'refuse', remedy: answer.remedy }),
  open: async (ports, { title, severity, monitor, by, via }) => {
    const { monitors } = ports.plan();
    if (monitor !== undefined && !Object.hasOwn(monitors, monitor)) return noMonitor(ports, monitor);
    const about = monitor === undefined ? {} : { monitor };
    const said = reportTitle(title);
    // The same words again are the same report, whoever says them.
    const key = `people:${monitor ?? ''}:${said.toLowerCase()}`;
    const { taken } = await report(ports)({ reports: [{ key, title: said, severity, by, source: via, ...about }] });
    const [{ at, opened }] = taken as [(typeof taken)[number]];
    return { ok: true, ...(at.incident && { incident: at.incident.id }), text: whatNext(at, opened) };
  },
  resolve: async (ports, answer) => {
    const { incident, by, for: length, why, generation, once } = answer;
    const head = await ports.incidents.head(groupOfId(incident));
    const isMeant = head?.id === incident && (generation === undefined || head.generation === generation);
    const own =
      isMeant && head.phase === 'open' ? Object.keys(head.failing).filter((name) => !head.failing[name]?.reported) : [];
    const from = ports.clock.now();
    const until = from + length;
    // Muted first: whoever is due is not paged between the two writes. A repeat is the same mute.
    if (own.length > 0) {
      const because = `resolved by hand while still failing${why === undefined ? '' : `: ${why}`}`;
      await ports.mutes.add({ id: once ?? ports.ids.next(), monitors: own, from, until, why: because, by });
    }
    return onIncident(ports, answer, {
      type: 'resolve',
      ...(why !== undefined && { why }),
      ...(own.length > 0 && { until }),
    });
  },
  mute: async (ports, { monitors, for: length, why, by, once }) => {
    const unknown = monitors.find((name) => !ports.plan().monitors[name]);
    if (unknown !== undefined) return noMonitor(ports, unknown);
    const from = ports.clock.now();
    const id = once ?? ports.ids.next();
    await ports.mutes.add({ id, monitors, from, until: from + length, why, by });
    const isHeld = (await ports.mutes.current(from)).some((mute) => mute.id === id);
    if (!isHeld) return { ok: true, text: 'this mute was made already, and has ended' };
    await reconsider(ports);
    return { ok: true, text: `${monitors.join(' and ')} muted for ${inWords(length)}: ${why}` };
  },
  unmute: async (ports, { mute }) => {
    const now = ports.clock.now();
    const found = mutesAt(ports.plan(), await ports.mutes.current(now), now).find(({ id }) => id === mute);
    if (found?.planned)
      return {
        ok: false,
        text: `${found.why}: it ends by itself in ${inWords(found.until - now)}; the config plans it`,
      };
    if (!found) return { ok: false, missing: true, text: `there is no mute '${mute}' in force` };
    await ports.mutes.end(mute, now);
    await reconsider(ports);
    return { ok: true, text: 'the mute has ended' };
  },
};

/** An answer to an incident, or a mute; says in words what came of it. */
export const respond =
  (ports: WorkPorts) =>
  (answer: Answer): Promise<AnswerReply> =>
    // The table is typed per action; the answer carries its action, so the two always match.
    (ACTIONS[answer.action] as (ports: WorkPorts, answer: Answer) => Promise<AnswerReply>)(ports, answer);

type ToIncident = Extract<Answer, { readonly action: IncidentAnswer }>;
type Unnamed<E> = E extends EventOf<IncidentAnswer> ? Omit<E, 'id' | 'incident' | 'by' | 'via' | 'generation'> : never;

const overWords = ({ incident }: ToIncident, what: string): string => `incident ${incident} is over, ${what}`;

async function onIncident(
  ports: WorkPorts,
  answer: ToIncident,
  what: Unnamed<Event>,
  over: AnswerReply = { ok: true, text: overWords(answer, 'nothing was left to do') },
): Promise<AnswerReply> {
  const { incident, by, via, generation, once } = answer;
  const group = groupOfId(incident);
  const head = await ports.incidents.head(group);
  if (head?.id !== incident) {
    const old = await ports.incidents.archived(incident);
    return old ? over : { ok: false, missing: true, text: `there is no incident '${incident}'` };
  }
  if (await isRepeat(ports, answer)) return { ok: true, text: 'this answer was recorded already' };
  const who = { id: once ?? ports.ids.next(), incident, by, via, ...(generation !== undefined && { generation }) };
  const { incident: found, reply } = await transact(ports, group, { ...what, ...who } as Event);
  // It ended, and the next one came, since we looked.
  if (found?.id !== incident) return over;
  return 'text' in reply ? { ok: reply.is === 'done', text: reply.text } : { ok: true, text: reply.is };
}

/** A named answer that arrives again, however much later: the rows know every event that changed something. */
async function isRepeat({ incidents }: WorkPorts, { incident, once }: ToIncident): Promise<boolean> {
  return once !== undefined && (await incidents.rows(incident)).some(({ event }) => event === once);
}

const noMonitor = (ports: WorkPorts, name: string): AnswerReply => ({
  ok: false,
  text: `there is no monitor '${name}'; there are ${Object.keys(ports.plan().monitors).join(', ')}`,
});

/** What came of a report, and who is paged next: `opened incident reported-1 (P1). Nobody has been paged yet; …`. */
function whatNext({ incident, context }: Transacted, opened: boolean): string {
  if (!incident) return 'known already';
  const did = `${opened ? 'opened' : 'joined'} incident ${incident.id}`;
  if (incident.severity !== null) return `${did} (${incident.severity}). ${attention(incident, context)}`.trim();
  const until = clockTime(Math.min(...Object.values(incident.muted)), context.plan.timezone);
  return `${did}. Everything that fails is muted until ${until}: nobody is paged before that.`;
}

/** Mutes are not part of the record: every incident that is not over looks again. */
async function reconsider(ports: WorkPorts): Promise<void> {
  for (const head of await ports.incidents.heads()) {
    if (!isOver(head)) await transact(ports, head.group, { type: 'tick', id: ports.ids.next() });
  }
}
