import { clockAt, dateAt, inUnits } from '../../core/scenario/moment.ts';
import { moment } from '../../simulation/scenario/account.ts';
import { type Io, plain } from '../io.ts';
import { wrap } from '../words.ts';
import type { Figures, Outcome } from './outcome.ts';
import { timelineLines, weekday } from './timeline.ts';

/** The scenario as a person reads it: what it is, the timeline, what came of it, and what was expected. */
export function textOf(outcome: Outcome, width: number, io: Io): readonly string[] {
  return [
    ...heading(outcome, width, io),
    '',
    ...timelineLines(outcome, width, io),
    '',
    ...summary(outcome, width),
    ...(outcome.verdicts.length > 0 ? ['', ...expectations(outcome, width, io)] : []),
  ];
}

function heading({ loaded: { scenario, config } }: Outcome, width: number, { colors }: Io): readonly string[] {
  const section = scenario.runbook === undefined ? '' : ` (runbook ${scenario.runbook})`;
  const day = dateAt(scenario.start, scenario.zone);
  const when = `${weekday(day)} ${day} ${clockAt(scenario.start, scenario.zone).slice(0, 5)} ${scenario.zone}`;
  return [
    ...wrap(plain(`${scenario.name}${section}`), width).map((line) => colors.bold(line)),
    ...wrap(plain(`${when}, ${config}, looked at from ${scenario.locations.join(', ')}`), width).map((line) =>
      colors.dim(line),
    ),
  ];
}

function summary({ account, figures }: Outcome, width: number): readonly string[] {
  const counts = Object.entries(figures.pages).map(([name, n]) => `${name} ${n}`);
  const ends = figures.incidents.map(({ id, phase, endedAt, severities }) => {
    const worst = severities.length > 0 ? ` (${severities.join(', then ')})` : '';
    return `${id}${worst} ${endedAt === null ? `is still ${phase}` : `${phase} at ${moment(account, endedAt)}`}`;
  });
  const lines = [
    `${firsts(figures)}.`,
    counts.length > 0 ? `Pages: ${counts.join(', ')}.` : '',
    ends.length > 0 ? `${ends.join('; ')}.` : 'No incident began.',
  ];
  return lines.filter((line) => line !== '').flatMap((line) => wrap(plain(line), width));
}

/** How soon somebody knew, and how soon somebody was woken. */
export function firsts({ firstPage, firstWoken }: Figures): string {
  if (!firstPage) return 'Nobody is paged';
  const who = ({ page }: NonNullable<Figures['firstPage']>) => `${page.person} on ${page.channel}`;
  const woken = firstWoken
    ? `first person woken after ${inUnits(firstWoken.after)} (${who(firstWoken)})`
    : 'nobody is woken';
  return `First page after ${inUnits(firstPage.after)} (${who(firstPage)}), ${woken}`;
}

function expectations({ account, verdicts }: Outcome, width: number, { colors }: Io): readonly string[] {
  return verdicts.flatMap(({ expected, held }) => {
    if (held.holds) {
      const note = held.note === '' ? '' : colors.dim(plain(`  ${held.note}`));
      return [`${colors.green('✓')} ${plain(expected.text)}${note}`];
    }
    const why = wrap(plain(`broken at ${moment(account, held.at)}: ${held.instead}`), width - 4);
    return [colors.red(`✗ ${plain(expected.text)}`), ...why.map((line) => `    ${line}`)];
  });
}
