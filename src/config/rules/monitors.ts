import { parseDuration } from '../../core/time/instant.ts';
import type { Path } from '../document.ts';
import { PLATFORMS, WORKLOADS } from '../language/monitors.ts';
import type { Problem } from '../problem.ts';
import { group, inEach, inList, type Raw } from '../raw.ts';
import { alternatives } from './alternatives.ts';
import { agents, type Rule, type Site } from './site.ts';

/** What monitors name, and what of their own settings cannot be together. */
export const monitors: Rule = (site) => {
  const { refer, root } = site;
  const [all, known] = [site.names('monitors'), agents(site)];
  return inEach(root.monitors, (name, monitor) => {
    const path = ['monitors', name];
    return [
      ...inList(monitor.locations, (place, i) =>
        refer([...path, 'locations', i], 'location', ['here', ...known], place),
      ),
      ...refer([...path, 'from', 'agent'], 'agent', known, group(monitor.from).agent),
      ...inList(monitor['depends-on'], (other, i) => refer([...path, 'depends-on', i], 'monitor', all, other)),
      ...workload(site, [...path, 'workload'], monitor.workload),
      ...timing(site, path, monitor),
    ];
  });
};

/** Combinations of failures name monitors. */
export const severities: Rule = (site) => {
  const all = site.names('monitors');
  return inList(site.root.severity, (rule, i) =>
    Object.entries(group(group(rule).when)).flatMap(([key, value]) =>
      inList(value, (name, j) => site.refer(['severity', i, 'when', key, j], 'monitor', all, name)),
    ),
  );
};

/** What runs a monitor is one thing, in a cluster of the file. */
function workload(site: Site, path: Path, written: unknown): readonly Problem[] {
  if (written === undefined) return [];
  const raw = group(written);
  return [
    ...site.refer([...path, 'cluster'], 'cluster', site.names('clusters'), raw.cluster),
    ...alternatives(site, path, raw, WORKLOADS),
    ...belonging(site, path, raw),
  ];
}

/** What is said beside it has to be about the platform that runs it. */
function belonging({ problem }: Site, path: Path, raw: Raw): readonly Problem[] {
  const said = Object.entries(PLATFORMS).find(([key]) => key in raw);
  if (!said) return [];
  const [key, { needs, may }] = said;
  const others = [...new Set(Object.values(PLATFORMS).flatMap((each) => each.may))].filter(
    (each) => !may.includes(each),
  );
  return [
    ...needs
      .filter((each) => !(each in raw))
      .map((each) => problem([...path, each], `'${each}' is missing`, `Add '${each}'.`)),
    ...others
      .filter((each) => each in raw)
      .map((each) =>
        problem([...path, each], `'${each}' and '${key}' do not go together`, `Leave '${each}' out.`, true),
      ),
  ];
}

/** A check must be able to end before the next one begins. */
function timing({ problem, root }: Site, path: Path, monitor: Raw): readonly Problem[] {
  const defaults = group(root.defaults);
  const read = (key: string, otherwise: string) => parseDuration(String(monitor[key] ?? defaults[key] ?? otherwise));
  const [interval, timeout] = [read('interval', '60s'), read('timeout', '10s')];
  if (interval === undefined || timeout === undefined || timeout <= interval) return [];
  const own = 'timeout' in monitor ? 'timeout' : 'interval';
  return [
    problem(
      own in monitor ? [...path, own] : path,
      `impossible: the timeout (${timeout / 1000}s) is longer than the interval (${interval / 1000}s)`,
      'Raise the interval or lower the timeout.',
    ),
  ];
}
