import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { READERS } from '../../../src/core/inbound/readers.ts';
import { INBOUND_SOURCES } from '../../../src/core/plan.ts';
import { groupOfReport, isReportGroup, reportName } from '../../../src/core/report/report.ts';
import { alertmanager, eventBridge, grafana, notification, prometheusAlert, sns } from '../../support/alerts.ts';
import { MONDAY, shop } from '../../support/plan.ts';

const section = { token: 'token-of-a-tool', severity: 'P3', severities: {}, monitorLabel: 'monitor' } as const;
const about = { section, plan: shop(), now: MONDAY };

/** Messages as documented, one of their values replaced by anything. */
const spoilt = fc
  .tuple(
    fc.constantFrom<unknown>(
      alertmanager(prometheusAlert()),
      grafana({}),
      eventBridge('ALARM'),
      sns(notification('ALARM')),
      { title: 'disk full', status: 'firing' },
    ),
    fc.nat(),
    fc.anything({ withNullPrototype: true }),
  )
  .map(([payload, nth, value]) => {
    const seen = { n: 0 };
    const spoil = (node: unknown): unknown => {
      if (seen.n++ === nth % 40) return value;
      if (Array.isArray(node)) return node.map(spoil);
      return typeof node === 'object' && node !== null
        ? Object.fromEntries(Object.entries(node).map(([key, each]) => [key, spoil(each)]))
        : node;
    };
    return spoil(payload);
  });

describe('whatever arrives', () => {
  it.each(INBOUND_SOURCES)('%s: is read without a surprise, into plain lines of bounded length', (source) => {
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.jsonValue()), (payload) => {
        for (const { title, detail = '', alert = '', url = 'https://x' } of READERS[source](payload, about).reports) {
          for (const text of [title, detail, alert]) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect([...title].length).toBeLessThanOrEqual(120);
          expect(title).not.toBe('');
          expect([...detail].length).toBeLessThanOrEqual(240);
          expect(url).toMatch(/^https?:\/\//);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('becomes names that are safe in addresses and keys, and never those of monitors', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const group = groupOfReport(
          { key: text, title: 'x', severity: 'P3', by: 'x', source: 'x', alert: text },
          shop(),
        );
        expect(group).toMatch(/^alert-[a-z0-9](-?[a-z0-9])*$/);
        expect(group.length).toBeLessThanOrEqual(40);
        expect(isReportGroup(group)).toBe(true);
        expect(reportName(text)).toMatch(/^report:[a-z0-9](-?[a-z0-9])*$/);
      }),
    );
  });
});
