import type { Incident } from '../../core/incident/incident.ts';
import type { History, Violation } from '../checker/history.ts';

/** A whole world in words, moment by moment: what was true, what befell it, what was written down, who was sent what. */
export function inWords(history: History, violations: readonly Violation[]): readonly string[] {
  const lines: { at: number; text: string }[] = [];
  const say = (at: number, text: string) => lines.push({ at, text });
  for (const { at, config } of history.configs) say(at, `config   ${JSON.stringify(shown(config))}`);
  for (const { from, until, monitor, verdict, seenFrom } of history.broken) {
    say(
      from,
      `truth    ${monitor} is ${verdict}${seenFrom ? ` from ${seenFrom.join(', ')}` : ''} until ${time(until)}`,
    );
    say(until, `truth    ${monitor} is mended`);
  }
  for (const { from, until } of history.blind) say(from, `truth    the control endpoint fails until ${time(until)}`);
  for (const { from, until, location } of history.lost)
    say(from, `truth    ${location} is cut off until ${time(until)}`);
  for (const { at, why } of history.delays) say(at, `fault    ${why}`);
  for (const a of history.answers)
    say(a.at, `person   ${a.by}: ${a.action} ${a.incident ?? ''} ${a.hash ?? ''} -> ${a.ok ? 'ok' : 'no'}: ${a.text}`);
  for (const m of history.missed)
    say(m.at, `missed   ${m.key} reached nobody -> ${m.answered === undefined ? 'lost' : m.news ? 'news' : 'no news'}`);
  for (const m of history.mutes) say(m.from, `mute     ${m.monitors.join(', ')} until ${time(m.until)}`);
  for (const r of history.remedied) say(r.at, `remedy   ${r.remedy} carried out for ${r.key}`);
  for (const { at, head } of history.commits) {
    const { unfiled, version, run, id } = head as unknown as Incident;
    const rows = unfiled?.version === version ? unfiled.lines : [];
    const asleep = run.asleepUntil === null ? '' : `, asleep until ${time(run.asleepUntil)}`;
    const what = rows.map((line) => line.text).join(' | ');
    say(at, `record   ${id} v${version} run ${run.number}${asleep}${what && `: ${what}`}`);
  }
  for (const r of history.receipts)
    say(
      r.answeredAt,
      `${r.type.padEnd(8)} ${r.person} on ${r.channel}: ${r.answer}${r.arrived ? '' : ', did not arrive'}: ${r.text}  [${r.key}]`,
    );
  for (const v of violations) say(v.at, `BROKEN   ${v.rule}: ${v.text}`);
  say(history.calm, 'calm     nothing is broken any more, and nothing befalls anything');
  return lines.sort((a, b) => a.at - b.at).map(({ at, text }) => `${time(at)} ${text}`);
}

const time = (at: number): string => new Date(at).toISOString().slice(11, 23);

/** The parts of a config that a reader of a trace needs. */
const shown = ({ locations, monitors, policy, remedies, reopenWindow }: History['configs'][number]['config']) => ({
  locations,
  reopenWindow,
  monitors: Object.fromEntries(
    Object.entries(monitors).map(([name, { severity, interval, confirm, recover, dependsOn }]) => [
      name,
      { severity, interval, confirm, recover, dependsOn },
    ]),
  ),
  policy,
  remedies,
});
