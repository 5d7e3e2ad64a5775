import { definition } from '../lib/definition.ts';
import { channels } from '../src/channels/index.ts';
import { config } from '../src/config/config.ts';
import { jsonSchema } from '../src/config/json-schema.ts';
import { reference } from '../src/config/reference.ts';
import { probes } from '../src/probes/index.ts';
import { remedies } from '../src/remedies/index.ts';

/** Every derived file by its path, with the text it should have. */
export const derived = (): Readonly<Record<string, string>> => ({
  'functions/incident.asl.json': definition(),
  'tocsin.schema.json': jsonSchema(config.schema),
  'docs/reference.md': reference(config.schema, { probes, channels, remedies }),
});
