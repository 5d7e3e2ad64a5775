import type { ProbeContext } from '../probes/define.ts';
import type { EvidenceContext, Subject } from './define.ts';

/** Whoever is asked over the wire is asked under the rules of a check: its deadline, its networks, its secrets (W1, W5, W7). */
export const askingAs = ({ monitor }: Subject, context: EvidenceContext): ProbeContext => {
  const { timeout, allowNetworks, secrets, now, platform } = context;
  return { timeout, allowNetworks, secrets, now, platform, trace: false, monitor: monitor.name };
};
