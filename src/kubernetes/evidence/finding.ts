import type { SignKind } from '../../diagnosis/logs/recognisers.ts';

/** What kinds of thing are found wrong, each with its likely cause in the runbook (`runbook.ts`). */
export type FindingKind =
  | SignKind
  | 'crash'
  | 'image'
  | 'config missing'
  | 'unschedulable'
  | 'evicted'
  | 'not ready'
  | 'port conflict'
  | 'quota'
  | 'rollout failed'
  | 'no endpoints'
  | 'no such port'
  | 'no such service'
  | 'ingress without address'
  | 'name does not resolve'
  | 'name points elsewhere'
  | 'at most replicas'
  | 'scaling blind'
  | 'near its limit'
  | 'node pressure'
  | 'node not ready'
  | 'changed'
  | 'proxy errors';

/** One thing that is not as it should be, in words, and what it is about. */
export interface Finding {
  readonly is: FindingKind;
  readonly text: string;
  readonly pod?: string;
  readonly container?: string;
  /** As kubectl takes it: `service/backend-service`. */
  readonly object?: string;
  /** The words are the container's own. */
  readonly said?: true;
  /** No fault by itself: worth a look where something else is wrong. */
  readonly hint?: true;
}
