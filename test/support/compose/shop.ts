import { DockerEngine } from './engine.ts';
import type { Container } from './machine.ts';

/** A shop in Docker Compose, whose backend runs `version`, so many of it. */
export async function openShop(version = '1.8.2', count = 1, now?: () => number): Promise<DockerEngine> {
  const engine = await new DockerEngine(now).open();
  engine.machine.built(version);
  engine.machine.files.set('backend', {
    image: `shop/backend:${version}`,
    environment: { DB_URL: 'postgres://db/$shop' },
  });
  for (let n = 1; n <= count; n++) engine.machine.begin('backend', n);
  return engine;
}

/** Somebody writes another version into the files, and runs `up`. */
export function deploy({ machine }: DockerEngine, version: string): void {
  machine.built(version);
  machine.files.set('backend', { ...machine.files.get('backend')!, image: `shop/backend:${version}` });
  const count = backends(machine.containers).length;
  machine.compose(['up', '--force-recreate', '--scale', `backend=${count}`, 'backend']);
}

export const backends = (containers: readonly Container[]): readonly Container[] =>
  containers.filter(({ Name }) => Name.startsWith('/shop-backend'));
