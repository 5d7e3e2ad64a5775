import type { Finding } from '../core/check/check.ts';
import type { Code } from '../core/check/codes.ts';
import type { Delivery } from '../core/escalation/delivery.ts';
import type { Diagnosed } from '../core/evidence/evidence.ts';
import type { Message } from '../core/message/message.ts';
import type { Applied, Grounds, Planned, RemedyIntent, Verified } from '../core/remedy/remedy.ts';
import type { Instant } from '../core/time/instant.ts';

/** How a monitor looks from a location at a moment: up unless something is broken. */
export interface Symptom {
  readonly verdict: Finding['verdict'];
  readonly code: Code;
  readonly text: string;
  readonly parts?: readonly string[];
  /** Seen from these locations only; from all where absent. */
  readonly from?: readonly string[];
  /** Gone after this many looks. */
  readonly looks?: number;
  /** Only each so many-th look from a location sees it. */
  readonly every?: number;
  /** How long a look takes, milliseconds. */
  readonly takes?: number;
}

/** A message that a channel was given, with what it answered. */
export interface Receipt {
  readonly at: Instant;
  readonly channel: string;
  readonly message: Message;
  readonly delivery: Delivery;
}

/** What sending a message takes, in ms, where the channel is well. */
const QUICK = 40;

/** How a channel behaves: an answer for every message. */
export type ChannelBehaviour = (message: Message, now: Instant) => Delivery;
export interface RemedyBehaviour {
  plan(grounds: Grounds): Planned | Promise<Planned>;
  apply(intent: RemedyIntent, grounds: Grounds): Applied | Promise<Applied>;
  verify(intent: RemedyIntent, grounds: Grounds): Verified | Promise<Verified>;
}

/** The truth of a scenario: what is broken, how channels and remedies behave, and what they were seen to do. */
export class World {
  readonly receipts: Receipt[] = [];
  readonly applied: string[] = [];
  control: 'up' | 'down' | 'none' = 'none';
  #broken = new Map<string, Symptom>();
  #local = new Map<string, { readonly symptom: Symptom; readonly takes: number }>();
  #looks = new Map<string, number>();
  #channels = new Map<string, { readonly behaviour: ChannelBehaviour; readonly takes: () => number }>();
  #looksFrom = new Map<string, Map<string, number>>();
  #evidence = new Map<string, string>();
  #remedies = new Map<string, RemedyBehaviour>();
  #hears: (receipt: Receipt) => void = () => undefined;

  breaks(monitor: string, symptom: Partial<Symptom> = {}): void {
    this.#broken.set(monitor, { verdict: 'down', code: 'status', text: 'answers 500 instead of 200', ...symptom });
    this.#looks.set(monitor, 0);
    this.#looksFrom.delete(monitor);
  }

  /** From now on looks at it take so many milliseconds, and are otherwise fine. */
  takes(monitor: string, ms: number): void {
    this.breaks(monitor, { ...UP, takes: ms });
  }

  mends(...monitors: readonly string[]): void {
    for (const monitor of monitors.length > 0 ? monitors : [...this.#broken.keys()]) this.#broken.delete(monitor);
  }

  /** How a monitor looks from one location from now on, whatever else is broken; `takes`: how long a look lasts, in ms. */
  shows(monitor: string, location: string, symptom: Symptom, takes: number): void {
    this.#local.set(`${monitor} ${location}`, { symptom, takes });
  }

  /** `takes`: how long a send lasts, in ms. */
  channel(name: string, behaviour: ChannelBehaviour, takes: () => number = () => QUICK): void {
    this.#channels.set(name, { behaviour, takes });
  }

  /** Somebody listens to everything that channels are given. */
  onReceipt(hears: (receipt: Receipt) => void): void {
    this.#hears = hears;
  }

  remedy(name: string, behaviour: RemedyBehaviour): void {
    this.#remedies.set(name, behaviour);
  }

  /** What a look at what runs a monitor says from now on. */
  evidence(monitor: string, summary: string): void {
    this.#evidence.set(monitor, summary);
  }

  evidenceOf(monitor: string): Diagnosed {
    const summary = this.#evidence.get(monitor);
    return summary === undefined ? { is: 'nothing' } : { is: 'seen', summary };
  }

  /** One look; a symptom with a number of looks wears off. */
  look(monitor: string, location: string): Symptom {
    const local = this.#local.get(`${monitor} ${location}`);
    if (local) return local.symptom;
    const symptom = this.#broken.get(monitor);
    if (!symptom || (symptom.from && !symptom.from.includes(location))) return UP;
    const looks = (this.#looks.get(monitor) ?? 0) + 1;
    this.#looks.set(monitor, looks);
    if (symptom.looks !== undefined && looks > symptom.looks) return UP;
    return symptom.every === undefined || this.#nth(monitor, location) % symptom.every === 0 ? symptom : UP;
  }

  #nth(monitor: string, location: string): number {
    const from = this.#looksFrom.get(monitor) ?? new Map<string, number>();
    const nth = (from.get(location) ?? 0) + 1;
    this.#looksFrom.set(monitor, from.set(location, nth));
    return nth;
  }

  /** How long a look from there lasts now, in ms; `undefined` where nothing is said of it. */
  lasts(monitor: string, location: string): number | undefined {
    return this.#local.get(`${monitor} ${location}`)?.takes;
  }

  /** How long a send through the channel lasts now, in ms. */
  sendTakes(channel: string): number {
    return this.#channels.get(channel)?.takes() ?? QUICK;
  }

  send(channel: string, message: Message, at: Instant): Delivery {
    const delivery = this.#channels.get(channel)?.behaviour(message, at) ?? { is: 'accepted' };
    const receipt = { at, channel, message, delivery };
    this.receipts.push(receipt);
    this.#hears(receipt);
    return delivery;
  }

  behaviourOf(remedy: string): RemedyBehaviour {
    return (
      this.#remedies.get(remedy) ?? {
        plan: () => ({ is: 'refused', why: 'nothing to undo' }),
        apply: () => ({ is: 'refused', why: 'nothing to undo' }),
        verify: () => ({ is: 'healthy' }),
      }
    );
  }
}

const UP: Symptom = { verdict: 'up', code: 'ok', text: 'as expected' };
