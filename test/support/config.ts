import { config } from '../../src/config/config.ts';
import { formatProblems } from '../../src/config/problem.ts';
import type { Plan } from '../../src/core/plan.ts';

/** Everything wrong with a config, as `validate` says it; `no problems` where nothing is. */
export function problemsOf(text: string): string {
  const loaded = config.text('tocsin.yaml', text);
  return loaded.ok ? 'no problems' : formatProblems(loaded.problems);
}

/** A config that has to load, whole. */
export function loadedFrom(text: string) {
  const loaded = config.text('tocsin.yaml', text);
  if (!loaded.ok) throw new Error(formatProblems(loaded.problems));
  return loaded;
}

export const planOf = (text: string): Plan => loadedFrom(text).plan;

/** Two monitors, to which sections are added. */
export const TWO = `timezone: Europe/Madrid
monitors:
  shop: { url: "https://shop.example.com/" }
  api: { url: "https://api.example.com/", depends-on: [shop] }
`;
