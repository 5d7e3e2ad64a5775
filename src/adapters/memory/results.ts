import type { CheckResult, Screenshot } from '../../core/check/check.ts';
import { daySlices, sliceOf } from '../../core/check/day.ts';
import { isColdAndUp } from '../../core/check/look.ts';
import { type DaySlice, PICTURES, type ResultHistory, type ResultSink } from '../../core/ports.ts';
import { kept } from './kept.ts';

/** How many results are kept. */
const MOST = 5_000;

/** The last 5,000 check results. */
export class MemoryResults implements ResultSink, ResultHistory {
  #results: CheckResult[] = [];
  #pictures = new Map<string, { readonly slot: number; readonly screenshot: Screenshot }[]>();

  async record(results: readonly CheckResult[]): Promise<void> {
    for (const { screenshot, ...result } of results) {
      this.#results.push(kept(result));
      if (!screenshot) continue;
      const others = (this.#pictures.get(result.monitor) ?? []).filter(({ slot }) => slot !== result.slot);
      const all = [{ slot: result.slot, screenshot }, ...others].sort((a, b) => b.slot - a.slot);
      this.#pictures.set(result.monitor, all.slice(0, PICTURES));
    }
    this.#results.splice(0, this.#results.length - MOST);
  }

  async latest(): Promise<readonly CheckResult[]> {
    const newest = new Map<string, CheckResult>();
    for (const result of this.#results) {
      const key = `${result.monitor} ${result.location}`;
      const known = newest.get(key);
      if (!known || result.startedAt >= known.startedAt) newest.set(key, result);
    }
    const keys = [...newest.keys()].sort();
    return keys.map((key) => newest.get(key)!);
  }

  async latencies(monitor: string, limit: number) {
    const all = this.#results.filter((result) => result.monitor === monitor && !isColdAndUp(result));
    const mine = all.sort((a, b) => a.startedAt - b.startedAt);
    return mine.slice(-limit).map(({ startedAt, phases, verdict }) => ({ at: startedAt, ms: phases.total, verdict }));
  }

  async screenshots(monitor: string): Promise<readonly number[]> {
    return (this.#pictures.get(monitor) ?? []).map(({ slot }) => slot);
  }

  async screenshot(monitor: string, slot: number): Promise<Screenshot | null> {
    return this.#pictures.get(monitor)?.find((each) => each.slot === slot)?.screenshot ?? null;
  }

  async day(monitor: string, now: number): Promise<readonly DaySlice[]> {
    const mine = this.#results.filter((result) => result.monitor === monitor);
    return daySlices(
      now,
      mine.map(({ startedAt, verdict }) => ({ from: sliceOf(startedAt), verdict, count: 1 })),
    );
  }
}
