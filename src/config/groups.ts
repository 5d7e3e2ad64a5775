/** What the grouping needs to know of a monitor. */
export interface Linked {
  readonly name: string;
  readonly dependsOn: readonly string[];
}

/**
 * The group of every monitor: those connected by `depends-on` share one, called after its first monitor without
 * dependencies. The group of the file's first monitor is called after the system, where that has a name.
 */
export function groupsOf(monitors: readonly Linked[], system: string | undefined): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const [i, { name }] of monitors.entries()) {
    if (groups.has(name)) continue;
    const members = connected(name, monitors);
    const root = monitors.find((m) => members.has(m.name) && m.dependsOn.length === 0) ?? monitors[i]!;
    for (const member of members) groups.set(member, i === 0 && system !== undefined ? system : root.name);
  }
  return groups;
}

function connected(start: string, monitors: readonly Linked[]): ReadonlySet<string> {
  const found = new Set([start]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { name, dependsOn } of monitors) {
      if (found.has(name)) for (const other of dependsOn) found.add(other);
      else if (dependsOn.some((other) => found.has(other))) found.add(name);
    }
  }
  return found;
}

/** The first circle among dependencies, as `a → b → a`; `undefined` where there is none. */
export function cycleIn(monitors: readonly Linked[]): readonly string[] | undefined {
  const byName = new Map(monitors.map((m) => [m.name, m]));
  const done = new Set<string>();
  const walk = (name: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const other of byName.get(name)?.dependsOn ?? []) {
      const found = walk(other, [...trail, name]);
      if (found) return found;
    }
    done.add(name);
    return undefined;
  };
  for (const { name } of monitors) {
    const found = walk(name, []);
    if (found) return found;
  }
  return undefined;
}
