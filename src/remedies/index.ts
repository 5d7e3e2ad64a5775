import { registry } from '../core/registry.ts';
import type { RemedyKind } from './define.ts';
import { webhook } from './webhook.ts';

/** Every kind of remedy, by name. */
export const remedies: ReadonlyMap<string, RemedyKind> = registry<RemedyKind>('remedy', [webhook]);
