import type { Message, Offer } from './message.ts';

/**
 * What a medium's own button sends back when it is pressed. It is no secret and proves nothing: that the press is real,
 * and whose it is, the medium's signature says. `person` is whom the message was for, where it was for one person.
 */
export interface Pressed {
  readonly incident: string;
  readonly generation: number;
  readonly action: Offer['action'];
  readonly person: string;
  /** Of an approval or a refusal: which plan. */
  readonly remedy?: string;
  readonly hash?: string;
}

/** Slack keeps 2,000 characters. */
const MOST = 2_000;
const ACTIONS: readonly unknown[] = ['acknowledge', 'escalate', 'approve', 'refuse'] satisfies Offer['action'][];

/** The value of a button, as JSON; `undefined` where it would be longer than a medium keeps. */
export function buttonValue(
  { incident, thread, person }: Message,
  { action, remedy, hash }: Offer,
): string | undefined {
  // The thread is the incident's id, a slash, and its generation.
  const generation = Number(thread.slice(thread.lastIndexOf('/') + 1));
  const pressed: Pressed = {
    incident,
    generation,
    action,
    person,
    ...(remedy !== undefined && { remedy }),
    ...(hash !== undefined && { hash }),
  };
  const value = JSON.stringify(pressed);
  return value.length <= MOST ? value : undefined;
}

/** Reads a button's value; `undefined` for anything that `buttonValue` did not write. */
export function readButton(value: string): Pressed | undefined {
  if (value.length > MOST) return undefined;
  const { incident, generation, action, person, remedy, hash } = fieldsOf(value);
  const names = [incident, person].every((name) => typeof name === 'string' && name.length > 0);
  const isWhole = typeof generation === 'number' && Number.isSafeInteger(generation) && generation >= 0;
  if (!names || !isWhole || !ACTIONS.includes(action)) return undefined;
  const isPlan = typeof remedy === 'string' && typeof hash === 'string';
  const needsPlan = action === 'approve' || action === 'refuse';
  if (needsPlan !== isPlan || (!isPlan && (remedy ?? hash) !== undefined)) return undefined;
  return { incident, generation, action, person, ...(isPlan && { remedy, hash }) } as Pressed;
}

function fieldsOf(value: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
