import type { Installation, LocationPlan } from '../../core/installation.ts';
import type { MonitorPlan, Plan } from '../../core/plan.ts';
import { REGION } from '../language/aws.ts';
import type { Parsed } from '../language.ts';

/** Where the watch goes that is named nowhere: any region but the home region. */
const WATCHES = ['us-east-1', 'us-west-2'] as const;

/** Where the config is installed on AWS; `undefined` where it names no region at all. */
export function installationOf(parsed: Parsed): Installation | undefined {
  const { aws } = parsed;
  const named = regionsOf(parsed);
  const home = aws?.home ?? named[0]?.region;
  if (home === undefined) return undefined;
  const locations = named.length > 0 ? named : [{ region: home }];
  const watch =
    aws?.watch ??
    [...locations.map(({ region }) => region), ...WATCHES].find((region) => region !== home) ??
    WATCHES[0];
  const name = aws?.name ?? slug(parsed.name);
  return {
    prefix: name === '' ? 'tocsin' : `tocsin-${name}`,
    home,
    watch,
    locations,
    emergency: aws?.emergency ?? [],
    detail: aws?.detail ?? 'lean',
    secrets: aws?.secrets ?? 'parameter-store',
  };
}

function regionsOf({ locations = [] }: Parsed): readonly LocationPlan[] {
  return locations.flatMap((place) => {
    if (typeof place === 'string') return REGION.test(place) ? [{ region: place }] : [];
    if (!('region' in place)) return [];
    return [{ region: place.region, ...(typeof place.vpc === 'string' && { vpc: place.vpc }) }];
  });
}

/** Function names have 64 characters at most. */
const slug = (name = ''): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 24)
    .replace(/^-|-$/g, '');

/**
 * The plan as it runs on AWS: looked at from the regions. What a monitor has looked at `here`, and what jobs report to it,
 * is looked at from home.
 */
export function planOnAws(plan: Plan, { home, locations }: Installation): Plan {
  const regions = locations.map(({ region }) => region);
  const placed = (monitor: MonitorPlan): MonitorPlan => {
    if (monitor.listens) return { ...monitor, locations: [home] };
    const own = monitor.locations?.map((place) => (place === 'here' ? home : place));
    return own ? { ...monitor, locations: [...new Set(own)] } : monitor;
  };
  return {
    ...plan,
    locations: regions,
    console: { ...plan.console, absent: true },
    monitors: Object.fromEntries(Object.entries(plan.monitors).map(([name, monitor]) => [name, placed(monitor)])),
  };
}
