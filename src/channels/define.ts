import type * as z from 'zod';
import type { CallbackCall, Heard } from '../core/callback.ts';
import type { Deploy } from '../core/deploy/deploy.ts';
import type { Delivery } from '../core/escalation/delivery.ts';
import type { Message } from '../core/message/message.ts';
import type { ChannelAbilities } from '../core/plan.ts';
import type { Outbox } from '../core/ports.ts';
import type { Finding } from './finding.ts';
import type { HearContext } from './hear.ts';

export interface ChannelContext {
  /** Now, in milliseconds UTC: for timestamps in signatures and for `retryAt`. */
  readonly now: number;
  /** Milliseconds the whole send may take; below the level's time. */
  readonly timeout: number;
  readonly outbox: Outbox;
  /** Where providers reach us, without a slash at its end: for the addresses they call back. */
  readonly publicUrl?: string;
  /** The instance's name in the config. */
  readonly channel: string;
}

/** What an examination may know besides the settings; `timeout` is for all of it. */
export interface ExamineContext extends Omit<ChannelContext, 'outbox'> {
  /** What stands beside the channel's name in `notify`, each once. */
  readonly addresses: readonly string[];
}

/** What stands beside a channel's name in `notify`, as in `{ call: "+15550111" }`. */
export interface Address {
  /** In words: `a phone number`. */
  readonly what: string;
  /** As it is written: `"+15550101"`. */
  readonly example: string;
  /** A way without one reaches nobody. */
  readonly needed: boolean;
  /** Instances with this key have an address of their own, and take none. */
  readonly unless?: string;
  /** What it has to look like; any text where absent. */
  readonly like?: RegExp;
}

/** One way to reach people. `send` never throws for what the provider does; no secret appears in a `why`. */
export interface ChannelKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly kind: string;
  /** One line for the reference docs. */
  readonly summary: string;
  readonly shape: Shape;
  /** Sets of keys of which an instance has exactly one, whole. */
  readonly alternatives?: readonly (readonly string[])[];
  /** Absent: whom it reaches is in its settings, and `notify` names it alone. */
  readonly address?: Address;
  readonly can: ChannelAbilities;
  /** Understands what its provider sends of its own accord, to `/callbacks/<channel>/<what>`. Believes nothing unsigned. */
  hear?(call: CallbackCall, settings: z.output<z.ZodObject<Shape>>, context: HearContext): Heard | Promise<Heard>;
  /** `can`, where it depends on the instance (a webhook wakes if its owner says so). */
  abilities?(settings: z.output<z.ZodObject<Shape>>): ChannelAbilities;
  send(message: Message, settings: z.output<z.ZodObject<Shape>>, context: ChannelContext): Promise<Delivery>;
  /** Tells a provider that keeps a history of changes what went live; it notifies nobody. */
  announce?(
    deploy: Deploy,
    settings: z.output<z.ZodObject<Shape>>,
    context: Omit<ChannelContext, 'outbox'> & { readonly name: string },
  ): Promise<Delivery>;
  /**
   * What would keep a page from arriving, found without sending one: credentials that are refused or lack a scope, an
   * account in its sandbox. Never throws for what the provider does; no secret appears in what it says (W7).
   */
  examine?(
    settings: z.output<z.ZodObject<Shape>>,
    context: ExamineContext,
  ): Promise<readonly Finding[]> | readonly Finding[];
}

/** Declares a channel kind; the config language builds the strict object around its shape. */
export function defineChannel<Shape extends z.ZodRawShape>(kind: ChannelKind<Shape>): ChannelKind<Shape> {
  return kind;
}
