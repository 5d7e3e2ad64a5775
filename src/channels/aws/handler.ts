import { type Called, call } from '../../wire/call.ts';
import type { Deadline } from '../../wire/deadline.ts';

/** A request as AWS's clients make it: signed, to be sent as it is. */
interface Request {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What AWS's clients take for their way to the network. */
interface Handler {
  handle(
    request: Request,
  ): Promise<{ response: { statusCode: number; headers: Record<string, string>; body: unknown } }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): object;
}

export interface Recorded {
  readonly handler: Handler;
  /** Lets no further request out, and tells what became of the last one; `undefined` where none was made. */
  stop(): Promise<Called | undefined>;
}

/**
 * Lets an AWS client speak by our one HTTP call: a fresh connection, one absolute deadline, nothing kept, and whether a
 * request had been sent when it failed, which the client's own handler does not tell (E5).
 */
export function recorded(time: Deadline): Recorded {
  let last: Promise<Called> | undefined;
  let isOver = false;
  const handler: Handler = {
    async handle({ method, protocol, hostname, port, path, headers, body = '' }) {
      // Credentials that come too late must not send what has been called unsent.
      if (isOver) throw new Error('too late');
      last = call({
        method,
        url: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`,
        headers,
        body: typeof body === 'string' ? body : new TextDecoder().decode(body),
        timeout: time.left(),
      });
      const called = await last;
      if (called.is !== 'answered') throw new Error(called.why);
      return {
        response: { statusCode: called.status, headers: { ...called.headers }, body: Buffer.from(called.body) },
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
  return {
    handler,
    stop: async () => {
      isOver = true;
      return last;
    },
  };
}
