import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { configIn } from '../../src/config/config.ts';
import { EVENTS } from '../../src/config/scenario/language.ts';
import { readScenario } from '../../src/config/scenario/read.ts';
import { GRAMMAR, SENTENCES } from '../../src/simulation/scenario/sentences/table.ts';

const root = resolve(import.meta.dirname, '../..');
const docs = readFileSync(resolve(root, 'docs/simulate.md'), 'utf8');

describe('docs/simulate.md', () => {
  it('lists every sentence that can be said, with what it means', () => {
    const rows = [...docs.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, pattern, means]) => [pattern, means]);
    for (const { pattern, means } of SENTENCES) expect(rows).toContainEqual([pattern, means]);
  });

  it('lists every kind of event', () => {
    for (const kind of Object.keys(EVENTS)) expect(docs).toMatch(new RegExp(`\`${kind}: `));
  });

  it('shows a scenario that reads', () => {
    const loaded = configIn('UTC').file(resolve(root, 'examples/fastapi-nextjs.yaml'));
    if (!loaded.ok) throw new Error('the example does not load');
    const { plan, locations } = loaded;
    const text = /```yaml\n([\s\S]*?)```/.exec(docs)![1]!;
    expect(readScenario('docs/simulate.md', text, { plan, locations, grammar: GRAMMAR })).toMatchObject({ ok: true });
  });
});
