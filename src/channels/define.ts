import type * as z from 'zod';
import type { Delivery } from '../core/escalation/delivery.ts';
import type { Message } from '../core/message/message.ts';
import type { ChannelAbilities } from '../core/plan.ts';
import type { Outbox } from '../core/ports.ts';

export interface ChannelContext {
  /** Now, in milliseconds UTC: for timestamps in signatures and for `retryAt`. */
  readonly now: number;
  /** Milliseconds the whole send may take; below the level's time. */
  readonly timeout: number;
  readonly outbox: Outbox;
  /** The instance's name in the config. */
  readonly channel: string;
}

/** One way to reach people. `send` never throws for what the provider does; no secret appears in a `why`. */
export interface ChannelKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly kind: string;
  /** One line for the reference docs. */
  readonly summary: string;
  readonly shape: Shape;
  readonly can: ChannelAbilities;
  /** `can`, where it depends on the instance (a webhook wakes if its owner says so). */
  abilities?(settings: z.output<z.ZodObject<Shape>>): ChannelAbilities;
  send(message: Message, settings: z.output<z.ZodObject<Shape>>, context: ChannelContext): Promise<Delivery>;
}

/** Declares a channel kind; the config language builds the strict object around its shape. */
export function defineChannel<Shape extends z.ZodRawShape>(kind: ChannelKind<Shape>): ChannelKind<Shape> {
  return kind;
}
