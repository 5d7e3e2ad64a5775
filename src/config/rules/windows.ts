import { DAY, inWords, parseDuration } from '../../core/time/instant.ts';
import type { Path } from '../document.ts';
import { weekdayOf } from '../language/weekdays.ts';
import { WINDOWS } from '../language/windows.ts';
import type { Problem } from '../problem.ts';
import { group, inList, type Raw } from '../raw.ts';
import { alternatives } from './alternatives.ts';
import { backwards } from './roster.ts';
import type { Rule, Site } from './site.ts';

const SECTIONS = ['maintenance', 'freeze'] as const;

/** A window comes again or once, is over before it comes again, and has a name of its own. */
export const windows: Rule = (site) => {
  const monitors = site.names('monitors');
  return SECTIONS.flatMap((section) => {
    const all = inList(site.root[section], (written) => [group(written).name]);
    return inList(site.root[section], (written, i) => {
      const window = group(written);
      const path = [section, i];
      return [
        ...alternatives(site, path, window, WINDOWS),
        ...endless(site, path, window),
        ...backwards(site, [...path, 'to'], window.from, window.to),
        ...inList(window.monitors, (name, j) => site.refer([...path, 'monitors', j], 'monitor', monitors, name)),
        ...(typeof window.name === 'string' && all.indexOf(window.name) < i
          ? [site.problem([...path, 'name'], `another window is called '${window.name}' too`, 'Rename one of them.')]
          : []),
      ];
    });
  });
};

/** A window as long as the time from one start to the next would never end. */
function endless({ problem }: Site, path: Path, { every, for: length }: Raw): readonly Problem[] {
  if (typeof every !== 'string' || typeof length !== 'string') return [];
  const [ms, period] = [parseDuration(length), weekdayOf(every.split(' ')[0]!) ? 7 * DAY : DAY];
  return ms !== undefined && ms >= period
    ? [problem([...path, 'for'], `it would never end: it starts again after ${inWords(period)}`, 'Make it shorter.')]
    : [];
}
