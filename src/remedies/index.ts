import { registry } from '../core/registry.ts';
import { compose } from './compose.ts';
import type { RemedyKind } from './define.ts';
import { deletePod } from './delete-pod.ts';
import { pipeline } from './pipeline.ts';
import { restart } from './restart.ts';
import { rollback } from './rollback.ts';
import { scale } from './scale.ts';
import { webhook } from './webhook.ts';

/** Every kind of remedy that a config may name, by name. */
export const remedies: ReadonlyMap<string, RemedyKind> = registry<RemedyKind>('remedy', [
  webhook,
  rollback,
  restart,
  scale,
  deletePod,
  compose,
  pipeline,
]);
