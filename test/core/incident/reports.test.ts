import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decide } from '../../../src/core/incident/decide.ts';
import { due } from '../../../src/core/incident/due.ts';
import type { Context, Event } from '../../../src/core/incident/event.ts';
import type { Incident } from '../../../src/core/incident/incident.ts';
import type { Plan, RemedyPlan } from '../../../src/core/plan.ts';
import type { Report } from '../../../src/core/report/report.ts';
import { SEVERITIES } from '../../../src/core/severity/severity.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { MONDAY, shop } from '../../support/plan.ts';

const remedy: RemedyPlan = {
  name: 'restart',
  kind: 'webhook',
  monitor: 'backend',
  mode: 'auto',
  on: ['reported', 'status'],
  approvers: [],
  verifyWithin: 10 * MINUTE,
  settings: {},
};
const plan: Plan = shop({ remedies: { restart: remedy } });
const at = (now: number): Context => ({ now, plan, policy: plan.policy, mutes: [], elsewhere: {} });

/** What tools say of one group, in any order and as often as they like. */
const report: fc.Arbitrary<Report> = fc
  .record({
    nth: fc.nat(14),
    severity: fc.constantFrom(...SEVERITIES),
    monitor: fc.constantFrom('ingress', 'backend', 'frontend'),
    since: fc.option(fc.nat(20), { nil: undefined }),
    ended: fc.option(fc.nat(20), { nil: undefined, freq: 2 }),
  })
  .map(({ nth, severity, monitor, since, ended }) => ({
    key: `alertmanager:${nth}`,
    title: `alert ${nth}`,
    severity,
    monitor,
    by: 'Alertmanager',
    source: 'alertmanager',
    alert: 'Alert',
    ...(since !== undefined && { since: MONDAY + since * SECOND }),
    ...(ended !== undefined && { ended: MONDAY + ended * SECOND }),
  }));

/** What happens to an incident, a few seconds apart. */
const history = fc.array(fc.array(report, { minLength: 1, maxLength: 4 }), { maxLength: 30 });

function play(
  all: readonly (readonly Report[])[],
  each: (before: Incident | null, after: Incident | null, event: Event, context: Context) => void,
) {
  let incident: Incident | null = null;
  for (const [i, reports] of all.entries()) {
    const event: Event = { type: 'report', id: `e${i}`, reports };
    const context = at(MONDAY + (30 + 5 * i) * SECOND);
    const before: Incident | null = incident;
    incident = decide(before, event, context).incident;
    each(before, incident, event, context);
  }
}

/** Time alone changes nothing any more. */
function settle(incident: Incident | null, context: Context): Incident | null {
  const next = decide(incident, { type: 'tick', id: 'tick' }, context).incident;
  return next === incident ? incident : settle(next, context);
}

describe('whatever is reported, in whatever order (I7)', () => {
  it('the same said again changes nothing: not even a version', () => {
    fc.assert(
      fc.property(history, (all) =>
        play(all, (_before, after, event, context) => {
          const reports = event.type === 'report' ? event.reports : [];
          // Within one message the last word counts; said alone, each is the same again.
          const last = reports.filter((one, i) => reports.findLastIndex(({ key }) => key === one.key) === i);
          if (reports.length !== last.length) return;
          const settled = settle(after, context);
          const again = decide(settled, { ...event, id: 'again' }, context);
          const begins = last.some((one) => one.ended === undefined && one.since === undefined);
          if (!begins) expect(again.incident).toBe(settled);
        }),
      ),
      { numRuns: 200 },
    );
  });

  it('it opens at once, has a ladder, and closes once nothing is left; roots fail; the head is bounded', () => {
    fc.assert(
      fc.property(history, (all) =>
        play(all, (_before, next, _event, context) => {
          const after = settle(next, context);
          if (!after) return;
          const failing = Object.keys(after.failing);
          expect(after.roots.filter((root) => !failing.includes(root))).toEqual([]);
          expect(failing.length).toBeLessThanOrEqual(13);
          expect(Object.keys(after.reportsEnded ?? {}).length).toBeLessThanOrEqual(30);
          // What begins and ends in one message was a blip.
          expect(failing.length > 0 ? ['open'] : ['closed', 'dismissed']).toContain(after.phase);
          if (failing.length > 0) expect([after.ladder === null, after.severity === null]).toEqual([false, false]);
          expect(JSON.stringify(after).length).toBeLessThan(32 * 1024);
        }),
      ),
      { numRuns: 200 },
    );
  });

  it('no remedy is ever due on it (G4)', () => {
    fc.assert(
      fc.property(history, (all) =>
        play(all, (_before, after, _event, context) => {
          const later = { ...context, now: context.now + 10 * MINUTE };
          const kinds = after ? due(after, later).map(({ kind }) => kind) : [];
          expect(kinds.filter((kind) => ['plan', 'apply', 'verify', 'confirm'].includes(kind))).toEqual([]);
        }),
      ),
      { numRuns: 100 },
    );
  });
});
