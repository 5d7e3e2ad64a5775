import type { ChannelPlan, EvidencePlan, RemedyPlan } from '../../core/plan.ts';
import type { Parsed, Registries } from '../language.ts';

type Settings = Readonly<Record<string, unknown>>;

/** The channels with what each can do. The console is a channel of every config. */
export function compileChannels(parsed: Parsed, kinds: Registries['channels']): Record<string, ChannelPlan> {
  const declared: Readonly<Record<string, Settings>> = {
    ...('console' in parsed.channels ? {} : { console: { kind: 'console' } }),
    ...parsed.channels,
  };
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, { kind, ...settings }]) => {
      const found = kinds.get(kind as string);
      return found ? [[name, { name, kind: found.kind, can: found.abilities?.(settings) ?? found.can, settings }]] : [];
    }),
  );
}

/** A remedy; what its kind alone knows is in its settings. */
export function compileRemedy(name: string, parsed: Settings): RemedyPlan {
  const {
    kind,
    monitor,
    mode,
    on,
    approvers,
    'verify-within': verifyWithin,
    ...settings
  } = parsed as Settings &
    Pick<RemedyPlan, 'kind' | 'monitor' | 'mode' | 'on' | 'approvers'> & { 'verify-within': number };
  return { name, kind, monitor, mode, on, approvers, verifyWithin, settings };
}

/** The sources of evidence; what their kinds alone know is in their settings. */
export const compileEvidence = (parsed: Parsed['evidence']): Record<string, EvidencePlan> =>
  Object.fromEntries(
    Object.entries(parsed).map(([name, source]) => {
      const { kind, monitors, ...settings } = source as Settings & Pick<EvidencePlan, 'kind' | 'monitors'>;
      return [name, { name, kind, ...(monitors && { monitors }), settings }];
    }),
  );
