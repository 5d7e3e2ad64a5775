import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CheckResult } from '../core/check/check.ts';
import { isBad } from '../core/check/look.ts';
import type { Delivery } from '../core/escalation/delivery.ts';
import { isOver } from '../core/incident/over.ts';
import type { IncidentStore } from '../core/ports.ts';
import { SEVERITIES } from '../core/severity/severity.ts';

/** What `GET /metrics` shows, in Prometheus format. One registry per daemon: no global state. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #up = new Gauge({
    name: 'tocsin_monitor_up',
    help: '1 up, 0.5 degraded, 0 down; absent while unknown',
    labelNames: ['monitor', 'location'],
    registers: [this.#registry],
  });
  readonly #checks = new Counter({
    name: 'tocsin_checks_total',
    help: 'Checks by verdict and code',
    labelNames: ['monitor', 'location', 'verdict', 'code'],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'tocsin_check_seconds',
    help: 'Duration of checks',
    labelNames: ['monitor', 'location'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.#registry],
  });
  readonly #open = new Gauge({
    name: 'tocsin_incidents_open',
    help: 'Incidents that are not over, by severity',
    labelNames: ['severity'],
    registers: [this.#registry],
  });
  readonly #sends = new Counter({
    name: 'tocsin_sends_total',
    help: 'Messages by channel, type and outcome',
    labelNames: ['channel', 'type', 'outcome'],
    registers: [this.#registry],
  });
  readonly #dropped = new Gauge({
    name: 'tocsin_slots_dropped_total',
    help: 'Slots dropped because the check before had not ended or the process was late',
    registers: [this.#registry],
  });
  readonly #errors = new Counter({
    name: 'tocsin_errors_total',
    help: 'Unexpected errors inside Tocsin',
    labelNames: ['where'],
    registers: [this.#registry],
  });

  checked(result: CheckResult): void {
    const { monitor, location, verdict, code } = result;
    this.#checks.inc({ monitor, location, verdict, code });
    if (verdict === 'unknown') this.#up.remove({ monitor, location });
    else this.#up.set({ monitor, location }, verdict === 'up' ? 1 : verdict === 'degraded' ? 0.5 : 0);
    if (!result.cold && (!isBad(verdict) || verdict === 'degraded'))
      this.#seconds.observe({ monitor, location }, result.phases.total / 1_000);
  }

  sent(channel: string, type: string, delivery: Delivery): void {
    this.#sends.inc({ channel, type, outcome: delivery.is });
  }

  failed(where: string): void {
    this.#errors.inc({ where });
  }

  /** The text of a scrape. */
  async text(incidents: IncidentStore, dropped: number): Promise<string> {
    const open = (await incidents.heads()).filter((head) => !isOver(head));
    for (const severity of SEVERITIES)
      this.#open.set({ severity }, open.filter((head) => head.severity === severity).length);
    this.#open.set({ severity: 'none' }, open.filter((head) => head.severity === null).length);
    this.#dropped.set(dropped);
    return this.#registry.metrics();
  }
}
