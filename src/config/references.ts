import { isReportGroup } from '../core/report/report.ts';
import { parseDuration } from '../core/time/instant.ts';
import type { ConfigDocument, Path } from './document.ts';
import { cycleIn, groupsOf, type Linked } from './groups.ts';
import type { Problem } from './problem.ts';
import { suggest } from './suggest.ts';

type Raw = Readonly<Record<string, unknown>>;

/** References, circles and impossible combinations, over the raw YAML: so that one wrong field hides no other problem. */
export function referenceProblems(document: ConfigDocument): readonly Problem[] {
  const root = group(document.value);
  const names = (section: string) => Object.keys(group(root[section]));
  const found: Problem[] = [];
  const refer = (path: Path, what: string, choices: readonly string[]) => (wrong: unknown) => {
    if (typeof wrong === 'string' && !choices.includes(wrong))
      found.push(document.problem(path, `there is no ${what} '${wrong}'`, suggest(wrong, choices)));
  };
  const monitors = names('monitors');
  const who = [...names('people'), ...names('teams'), ...names('rotations')];
  const members = [...names('people'), ...names('teams')];
  const channels = [...new Set([...names('channels'), 'console'])];

  const places = ['here', ...agentsIn(root.locations)];
  each(root.monitors, (name, monitor) => {
    list(monitor.locations, (place, i) => refer(['monitors', name, 'locations', i], 'location', places)(place));
    refer(['monitors', name, 'from', 'agent'], 'agent', agentsIn(root.locations))(group(monitor.from).agent);
    list(monitor['depends-on'], (other, i) => refer(['monitors', name, 'depends-on', i], 'monitor', monitors)(other));
    found.push(...timing(document, ['monitors', name], monitor, group(root.defaults)));
  });
  list(root.severity, (rule, i) => {
    for (const [key, value] of Object.entries(group(group(rule).when)))
      list(value, (name, j) => refer(['severity', i, 'when', key, j], 'monitor', monitors)(name));
  });
  for (const section of ['people', 'teams']) {
    each(root[section], (name, person) =>
      list(person.notify, (way, i) => {
        const channel = typeof way === 'string' ? way : Object.keys(group(way)).find((key) => key !== 'after');
        refer([section, name, 'notify', i], 'channel', channels)(channel);
      }),
    );
  }
  each(root.rotations, (name, rotation) => {
    list(rotation.members, (member, i) => refer(['rotations', name, 'members', i], 'person or team', members)(member));
    list(rotation.overrides, (override, i) =>
      refer(['rotations', name, 'overrides', i, 'member'], 'person or team', members)(group(override).member),
    );
  });
  each(root.escalation, (severity, ladder) =>
    list(ladder.levels, (level, i) => {
      refer(['escalation', severity, 'levels', i, 'page'], 'person, team or rotation', who)(group(level).page);
      if (Number(i) > 0 && group(level).after === undefined) {
        found.push(
          document.problem(
            ['escalation', severity, 'levels', i],
            "every level but the first needs 'after'",
            'Write how long to wait for an acknowledgement, as in after: 5m.',
          ),
        );
      }
    }),
  );
  each(root.remedies, (name, remedy) => {
    refer(['remedies', name, 'monitor'], 'monitor', monitors)(remedy.monitor);
    list(remedy.approvers, (target, i) =>
      refer(['remedies', name, 'approvers', i], 'person, team or rotation', who)(target),
    );
    if (remedy.mode === 'ask' && (!Array.isArray(remedy.approvers) || remedy.approvers.length === 0)) {
      found.push(
        document.problem(
          ['remedies', name],
          "mode 'ask' without 'approvers': nobody could approve",
          'Name people, teams or rotations.',
        ),
      );
    }
  });
  return [...found, ...ambiguous(document, names), ...reserved(document, root), ...shapes(document, root)];
}

/** One name, one meaning: a policy's `page: ops` must not be a person and a team. */
function ambiguous(document: ConfigDocument, names: (section: string) => readonly string[]): readonly Problem[] {
  const sections = ['people', 'teams', 'rotations'] as const;
  return sections.flatMap((section, i) =>
    names(section)
      .filter((name) => sections.slice(0, i).some((other) => names(other).includes(name)))
      .map((name) =>
        document.problem(
          [section, name],
          `'${name}' is already the name of a person, team or rotation`,
          'Rename one of them.',
          true,
        ),
      ),
  );
}

/** Groups of what was reported have names of their own (I7): no monitor's group may be called so. */
function reserved(document: ConfigDocument, root: Raw): readonly Problem[] {
  const paths: readonly Path[] = [...Object.keys(group(root.monitors)).map((name) => ['monitors', name]), ['name']];
  const called = (path: Path) => (path.length > 1 ? path[1] : root.name);
  return paths
    .filter((path) => typeof called(path) === 'string' && isReportGroup(called(path) as string))
    .map((path) =>
      document.problem(
        path,
        `'reported' and names that begin with 'alert-' belong to incidents that people and alerts open`,
        'Call it something else.',
        path.length > 1,
      ),
    );
}

/** A check must be able to end before the next one begins. */
function timing(document: ConfigDocument, path: Path, monitor: Raw, defaults: Raw): readonly Problem[] {
  const read = (key: string, otherwise: string) => parseDuration(String(monitor[key] ?? defaults[key] ?? otherwise));
  const [interval, timeout] = [read('interval', '60s'), read('timeout', '10s')];
  if (interval === undefined || timeout === undefined || timeout <= interval) return [];
  const own = 'timeout' in monitor ? 'timeout' : 'interval';
  const place = own in monitor ? [...path, own] : path;
  return [
    document.problem(
      place,
      `impossible: the timeout (${timeout / 1000}s) is longer than the interval (${interval / 1000}s)`,
      'Raise the interval or lower the timeout.',
    ),
  ];
}

function shapes(document: ConfigDocument, root: Raw): readonly Problem[] {
  const monitors: Linked[] = Object.entries(group(root.monitors)).map(([name, monitor]) => ({
    name,
    dependsOn: strings(group(monitor)['depends-on']),
  }));
  const cycle = cycleIn(monitors);
  if (cycle)
    return [
      document.problem(
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
        document.problem(
          ['monitors', clash[0]],
          `a monitor apart from the others cannot be called '${system}' like the system`,
          'Rename the monitor or the system.',
          true,
        ),
      ]
    : [];
}

const linked = (name: string, first: string, monitors: readonly Linked[]) =>
  groupsOf(monitors, undefined).get(name) === groupsOf(monitors, undefined).get(first);

const agentsIn = (locations: unknown): readonly string[] => {
  const all = Array.isArray(locations) ? locations.map((place) => group(place).agent) : [];
  return all.filter((name) => typeof name === 'string');
};

const group = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
const each = (value: unknown, work: (name: string, value: Raw) => void) => {
  for (const [name, inner] of Object.entries(group(value))) work(name, group(inner));
};
const list = (value: unknown, work: (value: unknown, i: number) => void) => {
  if (Array.isArray(value)) for (const [i, inner] of value.entries()) work(inner, i);
};
