import type { Diagnoser, RunId } from '../src/core/ports.ts';
import type { Instant } from '../src/core/time/instant.ts';
import { record, type WorkPorts } from './work.ts';

/** What runs a monitor is to be looked into; an incident's run has claimed that. */
export interface DiagnoseInput extends RunId {
  readonly key: string;
  readonly monitor: string;
  readonly failedAt: Instant;
}

/** Takes evidence and records it, beside the incident's run: that goes on paging while a cluster takes its time (E7). */
export const diagnose =
  ({ diagnoser, ...ports }: WorkPorts & { readonly diagnoser: Diagnoser }) =>
  async ({ key, monitor, failedAt, ...run }: DiagnoseInput): Promise<void> =>
    record(ports, run, 'diagnose', key, await diagnoser.diagnose(monitor, { id: run.incident, failedAt }));
