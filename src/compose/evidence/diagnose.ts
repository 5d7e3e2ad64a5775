import { PATIENCE, type Patience, type Questions, questions } from '../../diagnosis/inquiry.ts';
import { lastLines } from '../../diagnosis/logs/last-lines.ts';
import type { Inspected } from '../container.ts';
import { nameOf } from '../container.ts';
import { type Engine, read } from '../engine.ts';
import { lookAt } from '../look.ts';
import type { ServiceRef } from '../service.ts';
import { causesOf } from './causes.ts';
import type { Diagnosis } from './diagnosis.ts';
import { logsOf } from './logs.ts';
import { seenOf } from './seen.ts';
import { summaryOf } from './summary.ts';
import { type Stats, type Usage, usageOf } from './usage.ts';

export interface DiagnoseOptions {
  readonly zone: string;
  readonly patience?: Patience;
}

/** Containers whose usage is asked for, and that are shown. */
const MOST = 8;

/**
 * What an expert would look at first: the containers, what their own checks say, what they use of their limits, and the last
 * words of those in trouble. Only reads; in `patience.all` at most, whatever hangs.
 */
export async function diagnose(
  engine: Engine,
  ref: ServiceRef,
  { patience = PATIENCE, zone }: DiagnoseOptions,
): Promise<Diagnosis> {
  const asked = questions(patience);
  const found = await asked.wait('containers', async () => {
    const look = await lookAt(engine, ref);
    if ('why' in look) throw new Error(look.why);
    return look.containers;
  });
  if (!found) return { ...NOTHING, missing: asked.missing };
  const [said, usage] = await Promise.all([logsOf(engine, asked, found), usages(engine, asked, found)]);
  const containers = found.map(seenOf).toSorted((a, b) => Number(a.isWell) - Number(b.isWell));
  const causes = causesOf(ref, { containers, said, usage });
  return {
    summary: summaryOf(ref, containers, causes, zone),
    isWell:
      containers.length > 0 &&
      containers.every(({ isWell }) => isWell) &&
      causes.every(({ hint }) => hint) &&
      Object.keys(asked.missing).length === 0,
    containers: containers.slice(0, MOST),
    usage,
    logs: said
      .filter(({ fails, text }) => fails && text.trim() !== '')
      .map(({ name, text }) => ({ name, lines: lastLines(text) })),
    causes,
    missing: { ...asked.missing },
  };
}

const NOTHING = { summary: undefined, isWell: false, containers: [], usage: [], logs: [], causes: [] } as const;

/** Of those that run, the fullest first. */
async function usages(engine: Engine, asked: Questions, containers: readonly Inspected[]): Promise<readonly Usage[]> {
  const running = containers.filter(({ State: { Status } }) => Status === 'running').slice(0, MOST);
  const all = await Promise.all(
    running.map((container) =>
      asked.wait(`usage of ${nameOf(container)}`, async () => {
        // Two looks a second apart, which the engine takes by itself: CPU is what lies between them.
        const got = read<Stats>(await engine.get(`/containers/${container.Id}/stats`, { stream: 'false' }));
        if ('why' in got) throw new Error(got.why);
        return usageOf(container, got.object);
      }),
    ),
  );
  return all.flatMap((each) => each ?? []).toSorted((a, b) => fullness(b) - fullness(a));
}

const fullness = ({ memory = 0, cpu = 0 }: Usage): number => Math.max(memory, cpu);
