import * as z from 'zod';
import { holdsSecret } from '../../fields/secret.ts';

/** A Kubernetes cluster and the way into it. */
export const cluster = z.strictObject({
  eks: z
    .strictObject({ name: z.string().min(1), region: z.string().min(1) })
    .optional()
    .describe('a cluster of Amazon EKS, by the identity that Tocsin runs under'),
  kubeconfig: z
    .string()
    .refine(holdsSecret, 'holds credentials: refer to it, as in "${secret:kubeconfig}"')
    .optional()
    .describe('the text of a kubeconfig, as a secret'),
  proxy: z
    .string()
    .regex(
      /^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?\/?$/,
      'is not on this machine: write http://127.0.0.1:8001',
    )
    .optional()
    .describe('what `kubectl proxy` serves on this machine, with its own credentials'),
  'in-cluster': z.literal(true).optional().describe('the cluster that Tocsin itself runs in'),
});

/** Sets of keys of a cluster of which there is exactly one. */
export const CLUSTERS = [['eks'], ['kubeconfig'], ['proxy'], ['in-cluster']] as const;
