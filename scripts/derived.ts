import { readFileSync } from 'node:fs';
import { definition } from '../lib/definition.ts';
import { channels } from '../src/channels/index.ts';
import { config } from '../src/config/config.ts';
import { jsonSchema } from '../src/config/json-schema.ts';
import { kindPage, reference } from '../src/config/reference.ts';
import { evidence } from '../src/evidence/index.ts';
import { probes } from '../src/probes/index.ts';
import { remedies } from '../src/remedies/index.ts';
import { channelsIndex } from './channels-index.ts';

/** Every derived file by its path, with the text it should have. */
export const derived = (): Readonly<Record<string, string>> => ({
  'functions/incident.asl.json': definition(),
  'tocsin.schema.json': jsonSchema(config.schema),
  'docs/reference.md': reference(config.schema, { probes, channels, remedies, evidence }),
  'docs/kinds/README.md': kindsIndex(),
  'docs/channels/README.md': channelsIndex(channels.values()),
  ...Object.fromEntries(
    [...probes.values()].map((probe) => [
      `docs/kinds/${probe.kind}.md`,
      kindPage(config.schema, probe, exampleOf(probe.kind)),
    ]),
  ),
});

/** Every kind has one, and a test loads it. */
const exampleOf = (kind: string): string =>
  readFileSync(new URL(`../examples/kinds/${kind}.yaml`, import.meta.url), 'utf8');

function kindsIndex(): string {
  return `# Kinds of checks

Derived from the registry by \`npm run generate\`; do not edit.

${[...probes.values()].map(({ kind, summary }) => `- [\`${kind}\`](${kind}.md): ${summary}`).join('\n')}
`;
}
