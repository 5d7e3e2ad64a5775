import { cycleIn, groupsOf, type Linked } from '../groups.ts';
import { group, strings } from '../raw.ts';
import type { Rule } from './site.ts';

/** Dependencies run in no circle, and no two groups get one name. */
export const groups: Rule = ({ root, problem }) => {
  const monitors: Linked[] = Object.entries(group(root.monitors)).map(([name, monitor]) => ({
    name,
    dependsOn: strings(group(monitor)['depends-on']),
  }));
  const cycle = cycleIn(monitors);
  if (cycle)
    return [
      problem(
        ['monitors', cycle[0]!, 'depends-on'],
        `depends on itself: ${cycle.join(' → ')}`,
        'Take one of these dependencies out.',
      ),
    ];
  const system = typeof root.name === 'string' ? root.name : undefined;
  const first = monitors[0] && groupsOf(monitors, system).get(monitors[0].name);
  const clash = [...groupsOf(monitors, system)].find(
    ([name, g], i) => i > 0 && g === first && g === system && !linked(name, monitors[0]!.name, monitors),
  );
  return clash
    ? [
        problem(
          ['monitors', clash[0]],
          `a monitor apart from the others cannot be called '${system}' like the system`,
          'Rename the monitor or the system.',
          true,
        ),
      ]
    : [];
};

const linked = (name: string, first: string, monitors: readonly Linked[]) =>
  groupsOf(monitors, undefined).get(name) === groupsOf(monitors, undefined).get(first);
