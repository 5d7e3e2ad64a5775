import type * as z from 'zod';
import type { Delivery } from '../../core/escalation/delivery.ts';
import type { Called } from '../../wire/call.ts';
import type { Caller } from '../../wire/within.ts';
import { deliveryOf } from '../delivered.ts';
import type { Done } from './ticket.ts';

export interface Answer {
  readonly called: Called;
  readonly delivery: Done;
}

export interface Api {
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** What a provider says beyond its status, e.g. that it is asked too often. */
export type Judge = (called: Called, byStatus: Delivery) => Delivery;

/** Bytes of an answer that are read: lists of tickets with all their words, and of transitions with all their fields. */
const MOST = 4 * 1024 * 1024;

/** An HTTP API with JSON, within the send's one deadline. */
export function jsonApi(
  call: Caller,
  {
    base,
    headers,
    now,
  }: { readonly base: string; readonly headers: Readonly<Record<string, string>>; readonly now: number },
  judge: Judge = (_called, byStatus) => byStatus,
): Api {
  return {
    async ask(method, path, body) {
      const called = await call({
        method,
        url: `${base.replace(/\/$/, '')}${path}`,
        headers: {
          'user-agent': 'tocsin',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        most: MOST,
      });
      const delivery = judge(called, deliveryOf(called, now));
      const isGone = called.is === 'answered' && (called.status === 404 || called.status === 410);
      return { called, delivery: isGone ? { ...delivery, gone: true } : delivery };
    },
  };
}

/** The body of an answer that was accepted, as this shape; `undefined` where it is no such thing. */
export function bodyOf<Shape extends z.ZodType>(
  { called, delivery }: Answer,
  shape: Shape,
): z.output<Shape> | undefined {
  if (delivery.is !== 'accepted' || called.is !== 'answered') return undefined;
  try {
    return shape.safeParse(JSON.parse(called.body)).data;
  } catch {
    return undefined;
  }
}

/** Made: what the provider calls it, where it said so. */
export function made<Shape extends z.ZodType>(
  answer: Answer,
  shape: Shape,
  name: (body: z.output<Shape>) => string,
): Delivery {
  const { gone: _, ...delivery } = answer.delivery;
  if (delivery.is !== 'accepted') return delivery;
  const body = bodyOf(answer, shape);
  return { is: 'accepted', ...(body !== undefined && { ref: name(body) }) };
}
