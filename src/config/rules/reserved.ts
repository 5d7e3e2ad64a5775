import { isReportGroup } from '../../core/report/report.ts';
import type { Path } from '../document.ts';
import { group } from '../raw.ts';
import type { Rule } from './site.ts';

/** Groups of what was reported have names of their own (I7): no monitor's group may be called so. */
export const reserved: Rule = ({ root, problem }) => {
  const named: readonly { readonly path: Path; readonly name: unknown; readonly isKey: boolean }[] = [
    ...Object.keys(group(root.monitors)).map((name) => ({ path: ['monitors', name], name, isKey: true })),
    { path: ['name'], name: root.name, isKey: false },
  ];
  return named
    .filter(({ name }) => typeof name === 'string' && isReportGroup(name))
    .map(({ path, isKey }) =>
      problem(
        path,
        `'reported' and names that begin with 'alert-' or 'drill-' belong to incidents that people, alerts and drills open`,
        'Call it something else.',
        isKey,
      ),
    );
};
