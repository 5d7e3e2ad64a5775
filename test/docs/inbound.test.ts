import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { config } from '../../src/config/config.ts';
import { READERS } from '../../src/core/inbound/readers.ts';
import { MONDAY } from '../support/plan.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/inbound.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);
const bodies = [...page.matchAll(/--json '([^']+)'/g)].map(([, text]) => JSON.parse(text!) as unknown);

describe('docs/inbound.md', () => {
  it('has a config that loads, with every kind of sender', () => {
    const loaded = config.text(
      'tocsin.yaml',
      `monitors:\n  backend: { url: "https://shop.example.com/" }\n${blocks[0]}`,
    );
    expect(loaded.ok && Object.keys(loaded.plan.inbound)).toEqual(['alertmanager', 'grafana', 'cloudwatch', 'generic']);
  });

  it('has settings for other tools that are YAML', () => {
    expect(blocks.slice(1).map((text) => Object.keys(parse(text) as object)[0])).toEqual(['receivers', 'apiVersion']);
  });

  it('sends bodies that are understood, and ends what it began', () => {
    const loaded = config.text(
      'tocsin.yaml',
      `monitors:\n  backend: { url: "https://shop.example.com/" }\n${blocks[0]}`,
    );
    if (!loaded.ok) throw new Error('the config does not load');
    const about = { section: loaded.plan.inbound.generic!, plan: loaded.plan, now: MONDAY };
    const said = bodies.map((body) => READERS.generic(body, about));
    expect(said.flatMap(({ problems }) => problems)).toEqual([]);
    const [begun, ended] = said.flatMap(({ reports }) => reports);
    expect([begun?.key, begun?.severity, ended?.key, ended?.ended]).toEqual([
      'generic:disk-db-1',
      'P3',
      begun?.key,
      MONDAY,
    ]);
  });
});
