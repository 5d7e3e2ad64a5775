import { afterEach, beforeEach } from '@jest/globals';
import * as z from 'zod';
import { composeAt } from '../../../src/compose/cli.ts';
import { engineAt } from '../../../src/compose/engine.ts';
import type { RemedyIntent } from '../../../src/core/remedy/remedy.ts';
import { NOTHING_KNOWN, type WorkloadMemory } from '../../../src/core/remedy/workload-memory.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { compose } from '../../../src/remedies/compose.ts';
import type { DockerEngine } from './engine.ts';
import { imageId } from './machine.ts';
import { deploy, openShop } from './shop.ts';

const schema = z.strictObject(compose.shape);
export const DOES = ['restart', 'restart-all', 'scale', 'rollback'] as const;
export type Do = (typeof DOES)[number];

/** The shop of the test that runs now, and what is known of its backend. */
export let docker: DockerEngine;
let memory: WorkloadMemory;

export const settingsOf = (does: Do, more: object = {}) => schema.parse({ do: does, ...more });
export const contextOf = (timeout = 5_000, more: object = {}) => {
  const ref = { project: 'shop', service: 'backend', socket: docker.socket };
  const service = {
    ref,
    engine: engineAt(docker.socket, timeout),
    compose: composeAt(docker.socket, docker.environment),
    memory,
  };
  const now = Date.now();
  return { remedy: 'it', timeout, now, incident: 'shop-1', key: 'k', failedAt: now - MINUTE, service, ...more };
};
export const plan = (does: Do, more: object = {}) => compose.plan(settingsOf(does, more), contextOf());
export async function planned(does: Do, more: object = {}): Promise<RemedyIntent> {
  const got = await plan(does, more);
  if (got.is !== 'planned') throw new Error(got.why);
  return got.intent;
}
export const apply = (intent: RemedyIntent, does: Do, timeout = 5_000, appliedAt = Date.now()) =>
  compose.apply(intent, settingsOf(does), contextOf(timeout, { appliedAt }));
export const verify = (intent: RemedyIntent, does: Do, appliedAt: number, timeout = 5_000) =>
  compose.verify(intent, settingsOf(does), contextOf(timeout, { appliedAt }));

/** 1.8.2 was well for an hour, then 1.8.3 came two minutes before it failed. */
export function badDeploy(): void {
  const now = Date.now();
  const reign = { hash: imageId('1.8.2'), from: now - 90 * MINUTE, until: now - 4 * MINUTE, well: 60 * MINUTE };
  const bad = { hash: imageId('1.8.3'), after: now - 4 * MINUTE, from: now - 3 * MINUTE, until: now - 1_000, well: 0 };
  memory = { ...NOTHING_KNOWN, templates: { reigns: [reign, bad], bad: [] } };
  deploy(docker, '1.8.3');
}

/** Nobody has looked at the backend yet. */
export function forget(): void {
  memory = NOTHING_KNOWN;
}

/** A shop in Docker Compose for each test of a file. */
export function withShop(): void {
  beforeEach(async () => {
    docker = await openShop('1.8.2', 2);
    memory = NOTHING_KNOWN;
  });
  afterEach(() => docker.close());
}
