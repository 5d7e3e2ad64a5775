import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { config } from '../../src/config/config.ts';

const whole = readFileSync(resolve(import.meta.dirname, '../../docs/remedies.md'), 'utf8');
const page = whole.slice(whole.indexOf('## A pipeline'));
const [tocsin, workflow] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);

/** What the page leaves out. */
const AROUND = `monitors: { backend: { url: "https://shop.example.com/health" } }
people: { on-call-devops: { notify: [console] } }
`;

describe('the pipeline of docs/remedies.md', () => {
  it('has a config that loads, and can be run', () => {
    const loaded = config.text('tocsin.yaml', `${AROUND}${tocsin}`);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    expect(loaded.ok && loaded.plan.remedies.revert).toMatchObject({ kind: 'pipeline', mode: 'ask' });
  });

  it('has a workflow that takes what the config gives it, and shows the mark', () => {
    const loaded = config.text('tocsin.yaml', `${AROUND}${tocsin}`);
    const settings = loaded.ok ? loaded.plan.remedies.revert!.settings : {};
    const given = [...Object.keys(settings.inputs as object), settings['key-input']];
    const read = parse(workflow!) as { on: { workflow_dispatch: { inputs: object } }; 'run-name': string };
    expect(Object.keys(read.on.workflow_dispatch.inputs)).toEqual(given);
    expect(read['run-name']).toContain(`inputs.${String(settings['key-input'])}`);
  });
});
