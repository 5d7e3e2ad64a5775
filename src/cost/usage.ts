import { isRecording } from '../core/remedy/recorded.ts';
import { HOUR, MINUTE, SECOND } from '../core/time/instant.ts';
import { incidentsOf } from './incidents.ts';
import type { Deployment, Usage } from './model.ts';
import { checksOf, placesOf, reportsOf } from './places.ts';
import { billedShards, MONTH, sum } from './shards.ts';
import { storedOf } from './stored.ts';

const GB = 1e9;
const MB_PER_GB = 1024;
/** Bytes of log that AWS and Tocsin write for a run beside its checks. */
const LOG_OF_A_RUN = 500;
/** Bytes that go to the home region: for each check its memory record, for each run its metrics. */
const HOMEWARD = { check: 1_000, run: 4_000 };
/** How many times `sent-bytes` a check of a kind sends. */
const SENDS: Readonly<Record<string, number>> = { page: 10, flow: 10, browser: 50, heartbeat: 0 };
/** Metrics on a dashboard that AWS gives away. */
const FREE_DASHBOARD = 50;
/** Alarms on Tocsin itself: dead letters, failed runs, emergencies; a watch that fails, or is silent. */
const OWN_ALARMS = 5;
/** Metrics about incidents: to detect, page, acknowledge and recover; opened, paged, failed, approved. */
const INCIDENT_METRICS = 8;

/** What a month of watching uses of everything that AWS charges for. */
export function usageOf(deployment: Deployment): Usage {
  const { plan, locations, vpcs, detail, assumed } = deployment;
  const places = placesOf(plan, locations);
  const shards = places.flatMap(({ monitors }) => billedShards(monitors, assumed));
  const [browser, plain] = [shards.filter((each) => each.isBrowser), shards.filter((each) => !each.isBrowser)];
  const probeRuns = sum(plain.map(({ runs }) => runs));
  const browserRuns = sum(browser.map(({ runs }) => runs));
  const watchRuns = MONTH / MINUTE;
  const recorderRuns = isRecording(plan) ? MONTH / MINUTE : 0;
  const checks = sum(places.map(({ monitors }) => sum(monitors.map(checksOf))));
  const away = places.slice(1);
  const awayChecks = sum(away.map(({ monitors }) => sum(monitors.map(checksOf))));
  const awayRuns = sum(away.flatMap(({ monitors }) => billedShards(monitors, assumed)).map(({ runs }) => runs));
  const monitors = Object.values(plan.monitors);
  const incidents = incidentsOf(deployment);
  const metrics = 2 * (detail === 'rich' ? sum(places.map((place) => place.monitors.length)) : monitors.length);
  const reports = reportsOf(plan);
  const gbSeconds = (runs: number, seconds: number, mb: number) => (runs * seconds * mb) / MB_PER_GB;
  const stepSeconds = assumed.step / SECOND;
  const logs =
    (checks * assumed['log-bytes'] +
      (probeRuns + browserRuns + watchRuns + recorderRuns + incidents.steps) * LOG_OF_A_RUN) /
    GB;

  return {
    checks,
    probeRuns,
    probeGbSeconds: sum(plain.map(({ runs, seconds }) => gbSeconds(runs, seconds, assumed.memory))),
    browserRuns,
    browserGbSeconds: sum(browser.map(({ runs, seconds }) => gbSeconds(runs, seconds, assumed['browser-memory']))),
    confirmRuns: incidents.confirms,
    confirmGbSeconds: gbSeconds(incidents.confirms, (assumed.overhead + assumed.check) / SECOND, assumed.memory),
    stepRuns: incidents.steps,
    stepGbSeconds: gbSeconds(incidents.steps, stepSeconds, assumed.memory),
    watchRuns,
    watchGbSeconds: gbSeconds(watchRuns, stepSeconds, assumed.memory),
    recorderRuns,
    recorderGbSeconds: gbSeconds(recorderRuns, stepSeconds, assumed.memory),
    urlRuns: incidents.visits + reports,
    urlGbSeconds: gbSeconds(incidents.visits + reports, stepSeconds, assumed.memory),
    schedules: probeRuns + browserRuns + watchRuns + recorderRuns,
    transitions: incidents.transitions,
    ...storedOf(deployment, { places, shards, watchRuns, recorderRuns, incidents }),
    monitorMetrics: metrics,
    // Metrics about incidents are billed for the hours in which there are any.
    ownMetrics:
      locations + INCIDENT_METRICS * Math.min(1, (assumed.incidents * (assumed.lasting / HOUR + 1) * HOUR) / MONTH),
    metricRequests: probeRuns + browserRuns + incidents.steps,
    monitorAlarms: monitors.length + locations,
    ownAlarms: OWN_ALARMS,
    smallDashboards: metrics <= FREE_DASHBOARD ? 1 : 0,
    largeDashboards: metrics <= FREE_DASHBOARD ? 0 : 1,
    logs,
    logsKept: logs * (assumed.retention / 30),
    published: incidents.messages,
    ownKeys: assumed.keys,
    natHours: vpcs * assumed['nat-gateways'] * (MONTH / HOUR),
    sent:
      (sum(places.map((place) => sum(place.monitors.map((each) => checksOf(each) * (SENDS[each.kind] ?? 1))))) *
        assumed['sent-bytes']) /
      GB,
    homeward: (awayChecks * HOMEWARD.check + awayRuns * HOMEWARD.run) / GB,
  };
}
