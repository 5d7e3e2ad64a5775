import { Demo } from './demo.ts';

const RUNS = 5;
/** Seconds: all of it, and what of it is Tocsin's own. */
const [GOAL, OWN] = [60, 3];

interface Line {
  readonly at: number;
  readonly text: string;
}

/**
 * A deploy that breaks the demo's backend, approved the moment the plan is there, until the rollback is verified. Tocsin's own
 * share is what neither the checks, nor the person, nor the rollout took: from the first page to the plan, from the approval to
 * the change, from the third good check to the word that it worked.
 */
export async function deployToVerified(): Promise<readonly string[]> {
  const [whole, own]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    const demo = new Demo();
    try {
      await demo.until(demo.well);
      const broken = Date.now();
      await demo.post('/api/demo/break', { what: 'deploy' });
      const remedy = async () => (await demo.get('/api/incidents/shop-1')).remedies[0];
      await demo.until(async () => (await remedy()).state === 'waiting');
      const { name, hash } = await remedy();
      await demo.post('/api/incidents/shop-1/approve', { remedy: name, hash, by: 'devops-1' });
      await demo.until(async () => (await remedy()).state === 'verified');
      const { timeline, evidence } = await demo.get('/api/incidents/shop-1');
      if (!/0 of 2 ready/.test(evidence[0]?.summary)) throw new Error('there is no evidence');
      const at = (part: string) => (timeline as Line[]).find(({ text }) => text.includes(part))!.at;
      const verified = at('verified,');
      const good = await thirdGood(demo, at('applied,'));
      whole.push((verified - broken) / 1_000);
      own.push(
        (at('waits for approval') - at('paged ') + at('applied,') - at(' approved ') + Math.max(0, verified - good)) /
          1_000,
      );
    } finally {
      await demo.stop();
    }
  }
  const show = (all: readonly number[]) =>
    all
      .toSorted((a, b) => a - b)
      .map((each) => each.toFixed(1))
      .join(', ');
  return [
    `bad deploy to verified rollback: ${show(whole)} s in ${RUNS} runs (goal ${GOAL})`,
    `of it Tocsin's own: ${show(own)} s (goal ${OWN})`,
  ];
}

/** When the third check of the backend after the change had been good, as the demo's interval of 2 s has it at the latest. */
async function thirdGood(demo: Demo, applied: number): Promise<number> {
  const { monitors } = await demo.get('/api/status');
  const backend = monitors.find(({ name }: { name: string }) => name === 'backend');
  const good = (backend.latencies as { at: number; verdict: string }[]).filter(
    ({ at, verdict }) => at >= applied && verdict === 'up',
  );
  return good[2]?.at ?? Number.POSITIVE_INFINITY;
}
