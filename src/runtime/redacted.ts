import type { Delivery } from '../core/escalation/delivery.ts';
import type { Planned } from '../core/remedy/remedy.ts';
import { redactor } from '../probes/wire/redact.ts';

/** Shorter ones would blot out words that are none. */
const SHORTEST = 6;

/**
 * What a provider or a deploy service gave, without the secrets that it may have repeated (W7): a kind says what went
 * wrong in its own words, but names of messages and reasons come from outside.
 */
export function withoutSecrets<T extends object>(got: T, values: readonly string[]): T {
  const redact = redactorOf(values);
  const clean = (value: unknown) =>
    typeof value === 'string'
      ? redact(value)
      : Array.isArray(value)
        ? value.map((each) => redact(String(each)))
        : value;
  return Object.fromEntries(Object.entries(got).map(([name, value]) => [name, clean(value)])) as T;
}

/** A name that holds a secret is no name: the next message is then a new one, and not kept under it. */
export function deliveryWithoutSecrets(delivery: Delivery, values: readonly string[]): Delivery {
  const clean = withoutSecrets(delivery, values);
  if (clean.is !== 'accepted' || delivery.is !== 'accepted' || clean.ref === delivery.ref) return clean;
  const { ref: _, ...nameless } = clean;
  return nameless;
}

/** Of a plan the words are redacted; facts go back as they came, so that a plan with a secret in them is none. */
export function plannedWithoutSecrets(planned: Planned, values: readonly string[]): Planned {
  if (planned.is !== 'planned') return withoutSecrets(planned, values);
  const { facts } = planned.intent;
  const kept = JSON.stringify(facts);
  if (redactorOf(values)(kept) !== kept)
    return { is: 'refused', why: 'the facts of its plan repeat a secret of the config, which would be kept and shown' };
  return { ...planned, intent: withoutSecrets(planned.intent, values) };
}

/** Takes these values out of texts; those that are no longer than words are left. */
export const redactorOf = (values: readonly string[]) => redactor(values.filter((value) => value.length >= SHORTEST));
