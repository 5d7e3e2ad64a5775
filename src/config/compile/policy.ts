import { createHash } from 'node:crypto';
import type { LadderPlan, Policy, Reach, Reachable, Rotation } from '../../core/plan.ts';
import { SEVERITIES, type Severity } from '../../core/severity/severity.ts';
import { MINUTE } from '../../core/time/instant.ts';
import { weekdayOfDate } from '../dates.ts';
import type { Parsed } from '../language.ts';

/** Who is paged where the config names nobody: whoever sits in front of the console. */
const OPERATOR = 'operator';

/** Who is paged when, with the hash that an incident follows it by (E1). `timezone`: of those who name none. */
export function compilePolicy(parsed: Parsed, timezone: string): Policy {
  const operator = { [OPERATOR]: { timezone, notify: [{ channel: 'console' }] } };
  const people = { ...reachables(parsed.people, timezone), ...(parsed.escalation ? {} : operator) };
  const escalation = parsed.escalation
    ? Object.fromEntries(SEVERITIES.flatMap((severity) => ladderOf(parsed.escalation?.[severity], severity, timezone)))
    : Object.fromEntries(
        SEVERITIES.map((severity) => [severity, { levels: [{ after: 0, page: OPERATOR }], repeat: 0 }]),
      );
  const rotations = Object.fromEntries(
    Object.entries(parsed.rotations).map(([name, rotation]) => [name, compileRotation(rotation, timezone)]),
  );
  const policy = { escalation, roster: { people, teams: reachables(parsed.teams, timezone), rotations } };
  return { hash: createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 16), ...policy };
}

/** The first turn's weekday is that of its date, where only the date is given. */
function compileRotation({ handoff, ...rest }: Parsed['rotations'][string], timezone: string): Rotation {
  const { every, at, from } = handoff;
  const on = handoff.on ?? (every.unit === 'week' && from !== undefined ? weekdayOfDate(from) : undefined);
  return {
    ...rest,
    timezone: rest.timezone ?? timezone,
    handoff: {
      every: every.unit,
      at,
      ...(on && { on }),
      ...(every.count > 1 && { count: every.count }),
      ...(from !== undefined && { from }),
    },
  };
}

type ParsedLadder = NonNullable<Parsed['escalation']>[Severity];

/** P1's acknowledgement expires after 30 minutes unless the policy says otherwise (A4). */
function ladderOf(ladder: ParsedLadder, severity: Severity, timezone: string): [Severity, LadderPlan][] {
  if (!ladder) return [];
  const { levels, repeat, hours } = ladder;
  const expires = ladder['acknowledgement-expires'] ?? (severity === 'P1' ? 30 * MINUTE : undefined);
  return [
    [
      severity,
      {
        levels: levels.map(({ page, after = 0 }) => ({ page, after })),
        repeat,
        ...(expires !== undefined && { acknowledgementExpires: expires }),
        ...(hours && { hours: { ...hours, timezone: hours.timezone ?? timezone } }),
      },
    ],
  ];
}

const reachables = (all: Parsed['people'], zone: string): Record<string, Reachable> =>
  Object.fromEntries(
    Object.entries(all).map(([name, { timezone = zone, notify }]) => [
      name,
      { timezone, notify: notify.map(compileWay) },
    ]),
  );

function compileWay(way: Parsed['people'][string]['notify'][number]): Reach {
  if (typeof way === 'string') return { channel: way };
  const [channel, to] = Object.entries(way).find(([key]) => key !== 'after')!;
  return {
    channel,
    ...(to !== null && to !== undefined && { to: String(to) }),
    ...(way.after !== undefined && { after: way.after }),
  };
}
