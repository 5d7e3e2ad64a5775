import { drillGroup, isDrill } from '../src/core/drill/group.ts';
import { drillReport } from '../src/core/drill/report.ts';
import { recipient } from '../src/core/escalation/roster.ts';
import type { AnswerReply } from '../src/core/incident/answer.ts';
import { isOver } from '../src/core/incident/over.ts';
import { contextOf, transact } from '../src/core/incident/transact.ts';
import { list } from '../src/core/message/sentence.ts';
import type { Severity } from '../src/core/severity/severity.ts';
import type { WorkPorts } from './work.ts';

export interface DrillInput {
  /** A person, a team, or a rotation: then whoever is on call. */
  readonly who: string;
  readonly severity: Severity;
  readonly by: string;
}

/**
 * Opens a drill: a real page, clearly labelled, through the whole path, to one person and nobody else. Refused while a
 * real incident is open: nobody is to be drilled while they are needed.
 */
export const drill =
  (ports: WorkPorts) =>
  async ({ who, severity, by }: DrillInput): Promise<AnswerReply> => {
    const plan = ports.plan();
    const person = recipient(who, await contextOf(ports, null));
    if (!person) {
      const { people, teams, rotations } = plan.policy.roster;
      const known = list([people, teams, rotations].flatMap((each) => Object.keys(each)));
      return { ok: false, missing: true, text: `there is nobody called '${who}'; there are ${known}` };
    }
    if (person.ways.length === 0)
      return { ok: false, text: `${person.name} has no way to be reached: give them a channel in \`notify\`` };
    const open = (await ports.incidents.heads()).filter((head) => !isOver(head));
    const real = open.find((head) => !isDrill(head));
    if (real) return { ok: false, text: `incident ${real.id} is open: no drill while people are needed` };
    const group = drillGroup(person.name);
    const running = open.find((head) => head.group === group);
    if (running) return { ok: false, text: `a drill of ${person.name} is under way: ${running.id}` };
    const reports = [drillReport(person.name, severity, by)];
    const { incident } = await transact(ports, group, { type: 'report', id: ports.ids.next(), reports });
    return {
      ok: true,
      ...(incident && { incident: incident.id }),
      text: `drilling ${person.name} as a ${severity} on ${list(person.ways.map(({ channel }) => channel))}`,
    };
  };
