import type { WorkloadStore } from '../../core/ports.ts';
import type { RemedyIntent } from '../../core/remedy/remedy.ts';
import { remember } from '../../core/remedy/remember.ts';
import { ended, type RemedyUse, released, reserved, type UseLimits } from '../../core/remedy/uses.ts';
import { lookedAt, NOTHING_KNOWN } from '../../core/remedy/workload-memory.ts';
import type { Loaded } from './load.ts';

/** Why its limits forbid a remedy now; `undefined` where they do not, or it has none (G3). Only reads. */
export async function limitedBy(store: WorkloadStore, loaded: Loaded): Promise<string | undefined> {
  const limits = limitsIn(loaded.settings);
  if (!limits) return undefined;
  const { uses } = (await store.read(loaded.subject))?.memory ?? NOTHING_KNOWN;
  const got = reserved(uses, useOf(loaded), limits);
  return got.is === 'refused' ? got.why : undefined;
}

/** Writes down that it is used, before it is: whoever dies meanwhile leaves that behind. Its limits may refuse it (G3). */
export async function begin(store: WorkloadStore, loaded: Loaded, intent: RemedyIntent): Promise<string | undefined> {
  const limits = limitsIn(loaded.settings);
  if (!limits) return undefined;
  const undoes = loaded.kind.undoes?.(intent);
  const use = { ...useOf(loaded), ...(undoes && { undoes }) };
  const got = await remember(store, loaded.subject, (memory) => {
    const next = reserved(memory.uses, use, limits);
    if (next.is === 'refused') return { refused: next.why };
    // What is undone may be younger than the recorder's last look: it is to know what ran between, and what came back (G2).
    const known = undoes ? lookedAt(memory, { hash: undoes.from, at: use.at, isWell: false }) : memory;
    return { ...known, uses: next.uses };
  });
  return got.is === 'refused' ? got.why : undefined;
}

/** It changed nothing after all. */
export const release = (store: WorkloadStore, { subject, context }: Loaded) =>
  remember(store, subject, (memory) => ({ ...memory, uses: released(memory.uses, context.key) }));

/** It is over: verified, or given up. */
export const end = (store: WorkloadStore, { subject, context }: Loaded) =>
  remember(store, subject, (memory) => {
    const isOpen = memory.uses.uses.some(({ key, endedAt }) => key === context.key && endedAt === undefined);
    return isOpen ? { ...memory, uses: ended(memory.uses, context.key, context.now) } : memory;
  });

const useOf = ({ kind, context: { key, incident, now } }: Loaded): RemedyUse => ({
  key,
  incident,
  kind: kind.kind,
  at: now,
});

/** Of kinds that have any (`limits`), as the config has them. */
function limitsIn({ apart, 'per-day': perDay }: Record<string, unknown>): UseLimits | undefined {
  return typeof apart === 'number' && typeof perDay === 'number' ? { apart, perDay } : undefined;
}
