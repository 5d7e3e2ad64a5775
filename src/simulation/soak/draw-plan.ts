import type { ChannelPlan, LadderPlan, MonitorPlan, Plan, Policy, Reach, Rotation } from '../../core/plan.ts';
import type { Severity } from '../../core/severity/severity.ts';
import { MINUTE, SECOND } from '../../core/time/instant.ts';
import type { Dice } from './dice.ts';

/** So many groups that fail together are more than anyone is paged for (I4). */
export const STORM = 6;

/** Worlds of one kind alone: `rollbacks`, where production may be rolled back, which few of all worlds are. */
export const FOCUSES = ['rollbacks'] as const;
export type Focus = (typeof FOCUSES)[number];

/** Who there is. The first four may be paged by a P1: each has a way that wakes. */
const PEOPLE = ['ada', 'bob', 'cyd', 'dan'] as const;
const TEAMS = ['crew', 'desk'] as const;
/** On every level's list, but on a channel that no config has: an empty level (E3). */
export const GHOST = 'gus';

/** Each list wakes: one that does not is refuted by `prove`, whatever the engine does. */
export const WAKING: readonly (readonly Reach[])[] = [
  [{ channel: 'phone' }],
  [{ channel: 'phone' }, { channel: 'sms' }, { channel: 'mail' }],
  [{ channel: 'call' }, { channel: 'phone' }],
  [{ channel: 'phone' }, { channel: 'call', after: 2 * MINUTE }],
  [{ channel: 'mail' }, { channel: 'phone', after: MINUTE }],
];
const CHAT: readonly (readonly Reach[])[] = [
  [{ channel: 'chat' }],
  [{ channel: 'chat' }, { channel: 'mail' }],
  [{ channel: 'mail' }, { channel: 'chat', after: 3 * MINUTE }],
];

/**
 * A config with everything the language offers in it, drawn. `name` tells its policy from others'. Most systems are one
 * monitor seen from one place: there a run costs a third, and whatever befalls it befalls it three times as often. A few
 * are many such systems, which fail together: a storm (I4).
 */
export function drawPlan(dice: Dice, name: string, only?: Focus): Plan {
  const size = dice.roll();
  const isSmall = size < 0.82;
  const isStorm = size > 0.98;
  const isOne = isSmall || isStorm;
  const locations = isOne ? ['here'] : dice.pick([['here'], ['here'], ['here'], ['eu', 'us'], ['eu', 'us', 'ap']]);
  const groups = isSmall ? 1 : isStorm ? STORM : dice.pick([1, 1, 1, 2, 2, 3]);
  const monitors = Array.from({ length: groups }, (_, n) =>
    drawGroup(dice, `g${n + 1}`, isOne ? [{ a: [] }] : SHAPES, locations.length),
  ).flat();
  const workloads = dice.fork(9);
  const fan = monitors.filter((m) => m.dependsOn.length > 0).map((m) => m.name);
  const isTogether = fan.length > 1 && dice.chance(0.5);
  const policy = drawPolicy(dice, name);
  const channels = drawChannels(dice.fork(8));
  const remedies = onCluster(drawRemedies(dice, monitors, only), dice.fork(7), only);
  const watched = Object.values(remedies).map(({ monitor }) => monitor);
  return {
    name: 'shop',
    timezone: 'UTC',
    locations,
    agents: {},
    monitors: Object.fromEntries(
      monitors.map((m) => [m.name, workloads.chance(0.08) || watched.includes(m.name) ? running(m) : m]),
    ),
    rules: isTogether ? [{ when: { allDown: fan.slice(0, 2) }, then: 'P1' }] : [],
    policy,
    channels,
    remedies,
    clusters: {},
    ...(workloads.chance(0.03) && { evidence: ASKED }),
    inbound: {},
    maintenance: [],
    freeze: [],
    ...(dice.chance(0.3) && { control: 'https://www.example.net/' }),
    reopenWindow: dice.pick([MINUTE, MINUTE, 3 * MINUTE, 10 * MINUTE]),
    allowNetworks: [],
    console: { host: '127.0.0.1', port: 4780 },
  };
}

/** Somebody is asked about whatever fails, also where nothing runs it that we know of (E7). */
const ASKED: Plan['evidence'] = { around: { name: 'around', kind: 'checks', settings: {} } };

/** It says what runs it: that is looked into (E7). */
const running = (monitor: MonitorPlan): MonitorPlan => ({
  ...monitor,
  workload: { cluster: 'prod', deployment: monitor.name },
});

type Shape = Readonly<Record<string, readonly string[]>>;

/** One monitor, two in a row, or two behind one. */
const SHAPES: readonly Shape[] = [{ a: [] }, { a: [], b: ['a'] }, { a: [], b: ['a'] }, { a: [], b: ['a'], c: ['a'] }];

function drawGroup(dice: Dice, group: string, shapes: readonly Shape[], locations: number): readonly MonitorPlan[] {
  const shape = dice.pick(shapes);
  // Several locations look at it, so each may look less often.
  const interval = dice.pick(locations > 1 ? [60, 120, 120] : [30, 60, 60, 120]) * SECOND;
  const confirm = {
    rounds: dice.pick(shapes.length > 1 ? [0, 1, 2, 2, 2] : [0, 0, 0, 1, 2]),
    apart: dice.pick([2, 5, 10]) * SECOND,
  };
  const recover = dice.pick(shapes.length > 1 ? [1, 2, 2, 3] : [1, 1, 2]);
  return Object.entries(shape).map(([name, dependsOn]) => ({
    name: `${group}-${name}`,
    kind: 'http',
    group,
    interval,
    timeout: 10 * SECOND,
    confirm,
    recover,
    dependsOn: dependsOn.map((other) => `${group}-${other}`),
    severity: dice.pick(['P1', 'P1', 'P1', 'P2', 'P2', 'P2', 'P3', 'P4'] as const),
    flaky: { bad: 5, of: 15 },
    settings: {},
  }));
}

/** Another policy for the same people, under another name: what a config change in the middle of an incident brings. */
export function drawPolicy(dice: Dice, name: string): Policy {
  const members = dice.chance(0.5) ? PEOPLE.slice(0, 2) : PEOPLE.slice(0, 3);
  const waking = ['on-call', ...PEOPLE, ...(dice.chance(0.15) ? [GHOST] : [])];
  const anyone = [...waking, ...TEAMS];
  const ladder = (targets: readonly string[], expires: boolean): LadderPlan => {
    const count = dice.pick([1, 1, 2, 2, 3]);
    const first = dice.pick(targets.filter((target) => target !== GHOST));
    const others = Array.from({ length: count - 1 }, () => dice.pick(targets));
    return {
      levels: [first, ...others].map((page, n) => ({
        page,
        after: n === 0 ? 0 : dice.pick([1, 1, 2, 3, 5]) * MINUTE,
      })),
      repeat: dice.pick([0, 0, 0, 1, 2]),
      ...(expires && { acknowledgementExpires: dice.pick([2, 3, 5]) * MINUTE }),
    };
  };
  const escalation: Partial<Record<Severity, LadderPlan>> = {
    P1: ladder(waking, dice.chance(0.7)),
    P2: ladder(anyone, dice.chance(0.2)),
    ...(dice.chance(0.7) && { P3: ladder(anyone, false) }),
    ...(dice.chance(0.4) && { P4: ladder(TEAMS, false) }),
  };
  const reach = (notify: readonly Reach[]) => ({ timezone: 'UTC', notify });
  return {
    hash: name,
    escalation,
    roster: {
      people: {
        ...Object.fromEntries(PEOPLE.map((person) => [person, reach(dice.pick(WAKING))])),
        [GHOST]: reach([{ channel: 'pigeon' }]),
      },
      teams: Object.fromEntries(TEAMS.map((team) => [team, reach(dice.pick(CHAT))])),
      rotations: { 'on-call': drawRotation(dice, members) },
    },
  };
}

/** Hand-offs come often, so that many an incident sees one. */
function drawRotation(dice: Dice, members: readonly string[]): Rotation {
  const minute = String(dice.between(0, 59)).padStart(2, '0');
  const overrides = dice.chance(0.2)
    ? [{ from: '2026-11-02T14:10', to: '2026-11-02T14:40', member: dice.pick(members) }]
    : [];
  return dice.chance(0.5)
    ? { timezone: 'UTC', handoff: { every: 'hour', at: `00:${minute}` }, members, overrides }
    : {
        timezone: dice.pick(['UTC', 'Etc/GMT-2']),
        handoff: { every: 'day', at: `${dice.pick(['14', '16'])}:${minute}` },
        members,
        overrides,
      };
}

function drawRemedies(dice: Dice, monitors: readonly MonitorPlan[], only?: Focus): Plan['remedies'] {
  // A remedy is verified every five seconds for minutes: few worlds have one, so that they do not take all the time.
  if (dice.chance(0.9) && only !== 'rollbacks') return {};
  const mode = dice.pick(['off', 'suggest', 'ask', 'ask', 'auto', 'auto'] as const);
  return {
    undo: {
      name: 'undo',
      kind: 'webhook',
      monitor: dice.pick(monitors).name,
      mode,
      on: ['status', 'deadline'],
      approvers: dice.pick([['on-call'], ['ada', 'bob'], ['on-call', 'cyd']]),
      verifyWithin: 3 * MINUTE,
      settings: {},
    },
  };
}

/** Every second one is the rollback of production, over a cluster of its own; its times are short, as the worlds are. */
function onCluster(remedies: Plan['remedies'], dice: Dice, only?: Focus): Plan['remedies'] {
  const { undo } = remedies;
  if (!undo || (dice.chance(0.5) && only !== 'rollbacks')) return remedies;
  const settings = {
    'deployed-within': dice.pick([5, 10, 30]) * MINUTE,
    'healthy-for': dice.pick([1, 2, 5]) * MINUTE,
    apart: dice.pick([5, 20, 60]) * MINUTE,
    'per-day': dice.pick([1, 2, 3]),
  };
  return { undo: { ...undo, kind: 'rollback', settings } };
}

/** Now and then the provider of a way that wakes keeps an alert open (C2), or has a policy of its own (E8). */
function drawChannels(dice: Dice): Plan['channels'] {
  if (dice.chance(0.7)) return CHANNELS;
  const of = CHANNELS[dice.pick(['phone', 'call'])]!;
  const more = dice.chance(0.5) ? { keeps: true } : { keeps: true, escalates: true };
  return { ...CHANNELS, [of.name]: { ...of, can: { ...of.can, ...more } } };
}

const channel = (name: string, wake: boolean): ChannelPlan => ({
  name,
  kind: 'console',
  can: { wake, acknowledge: true, resolve: true },
  settings: {},
});

const CHANNELS: Plan['channels'] = Object.fromEntries(
  [
    channel('phone', true),
    channel('call', true),
    channel('sms', false),
    channel('mail', false),
    channel('chat', false),
  ].map((each) => [each.name, each]),
);
