import type { Asked, CallbackCall, CallbackReply, Heard, UnreachedPage } from '../core/callback.ts';
import type { Answer, AnswerReply } from '../core/incident/answer.ts';
import type { Incident } from '../core/incident/incident.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock } from '../core/ports.ts';
import type { ChannelKind } from './define.ts';
import { NOBODYS } from './hear.ts';
import { Replays } from './replays.ts';

export interface ReceivePorts {
  readonly channels: ReadonlyMap<string, ChannelKind>;
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly heads: () => Promise<readonly Incident[]>;
  /** A channel's settings, secrets resolved. */
  readonly settings: (channel: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly respond: (answer: Answer) => Promise<AnswerReply>;
  readonly unreached: (page: UnreachedPage) => Promise<boolean>;
  /** The work, or `late` where it takes longer than `ms`. */
  readonly within: <T>(ms: number, work: Promise<T>) => Promise<T | 'late'>;
  /** Hears of what could not be stored. */
  readonly onError: (where: string, error: unknown) => void;
}

/** Takes what providers send of their own accord: keys that were pressed, replies, buttons, reports of what became of a page. */
export function receive(ports: ReceivePorts): (call: CallbackCall) => Promise<CallbackReply> {
  const replays = new Replays();
  return async (call) => {
    const { channels, clock, heads } = ports;
    const plan = ports.plan();
    const channel = Object.hasOwn(plan.channels, call.channel) ? plan.channels[call.channel] : undefined;
    const kind = channel && channels.get(channel.kind);
    const url = `${plan.console.publicUrl?.replace(/\/+$/, '') ?? ''}${call.path}`;
    const context = { now: clock.now(), plan, url, heads };
    const heard = kind?.hear ? await kind.hear(call, await ports.settings(call.channel), context) : NOBODYS;
    if (heard.is === 'refused') return text(heard.status, heard.why);
    if (heard.is === 'nothing') return heard.reply();
    const work = carry(ports, call, heard, replays);
    const { late } = heard;
    if (!late) return work;
    const first = await ports.within(late.after, work);
    return first === 'late' ? late.reply : first;
  };
}

type Request = Extract<Heard, { is: 'asked' }>;

/** Does what is asked, once, and says what came of it. What could not be stored may be sent again. */
async function carry(
  ports: ReceivePorts,
  { channel, what }: CallbackCall,
  { asks, once, reply }: Request,
  replays: Replays,
): Promise<CallbackReply> {
  if (once && !replays.isNew(once.name, once.until, ports.clock.now()))
    return reply({ ok: true, text: 'this was recorded already' });
  let came: AnswerReply | undefined;
  try {
    came = await doneBy(ports, asks);
  } catch (error) {
    ports.onError(`POST /callbacks/${channel}/${what}`, error);
    if (once) replays.forget(once.name);
  }
  return reply(came);
}

const doneBy = async (ports: ReceivePorts, asks: Asked): Promise<AnswerReply> =>
  asks.is === 'answer'
    ? ports.respond(asks.answer)
    : { ok: true, text: (await ports.unreached(asks.page)) ? 'the next way follows' : 'known already' };

const text = (status: number, body: string): CallbackReply => ({ status, type: 'text/plain; charset=utf-8', body });
