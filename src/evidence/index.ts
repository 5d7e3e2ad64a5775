import { registry } from '../core/registry.ts';
import { checks } from './checks.ts';
import type { EvidenceKind } from './define.ts';
import { githubActions } from './github-actions.ts';
import { prometheus } from './prometheus.ts';

/** Every kind of source of evidence that a config may name, by name. */
export const evidence: ReadonlyMap<string, EvidenceKind> = registry<EvidenceKind>('evidence', [
  checks,
  githubActions,
  prometheus,
]);
