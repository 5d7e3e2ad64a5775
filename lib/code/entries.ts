import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The rooms of kinds: a kind is a file of its own, so that a function carries only those that its plan uses. */
const ROOMS = {
  probe: 'src/probes',
  channel: 'src/channels',
  remedy: 'src/remedies',
  evidence: 'src/evidence',
} as const;
export type KindRoom = keyof typeof ROOMS;

const HANDLER = /^(.+)\.lambda\.ts$/;
/** A registry's line for a kind; what begins with `define` is the registry's own. */
const LISTED = /from '\.\/(?!define)([\w-]+)\.ts'/g;

/** The name of a kind's file: `probe-http`. */
export const kindFile = (room: KindRoom, kind: string): string => `${room}-${kind}`;

/** Every handler. */
export const handlersOf = (root: string): readonly string[] =>
  readdirSync(join(root, 'functions')).flatMap((file) => HANDLER.exec(file)?.[1] ?? []);

/** What is bundled, by the name of its file: every handler, and every kind that a registry lists. */
export function entriesOf(root: string): Readonly<Record<string, string>> {
  const handlers = handlersOf(root).map((name) => [name, join(root, 'functions', `${name}.lambda.ts`)] as const);
  const kinds = Object.entries(ROOMS).flatMap(([room, folder]) =>
    [...readFileSync(join(root, folder, 'index.ts'), 'utf8').matchAll(LISTED)].map(
      ([, kind]) => [kindFile(room as KindRoom, kind!), join(root, folder, `${kind}.ts`)] as const,
    ),
  );
  return Object.fromEntries([...handlers, ...kinds]);
}
