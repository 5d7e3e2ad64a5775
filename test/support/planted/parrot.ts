import type { IncomingMessage, ServerResponse } from 'node:http';
import { TestServer } from '../server.ts';
import type { Canaries } from './canaries.ts';

/** How it answers: takes everything, or refuses it with a status. Either way it repeats all that it was sent. */
export type Mood = 'takes' | 400 | 401 | 403 | 500 | 'hangs up';

/** Every provider at once, by the first part of the path. What it answers repeats every secret of whom it plays, in every place. */
export class Parrot extends TestServer {
  mood: Mood = 'takes';
  /** Of some in particular, by the first part of the path. */
  readonly moods = new Map<string, Mood>();
  /** By whom it played: all that it was sent. */
  readonly heard = new Map<string, string>();

  constructor(canaries: Canaries) {
    super();
    this.answer((request, response) => {
      const owner = ownerIn(request.path);
      const sent = [request.path, JSON.stringify(request.headers), decoded(request.headers), request.body].join('\n');
      this.heard.set(owner, `${this.heard.get(owner) ?? ''}${sent}\n`);
      const secrets = canaries.all.filter((canary) => canary.owner === owner).map(({ value }) => value);
      this.#reply(request, response, `${secrets.join(' ')} ${sent}`, secrets[0] ?? 'x');
    });
  }

  #reply(
    { method, path, headers }: { method: string; path: string; headers: IncomingMessage['headers'] },
    response: ServerResponse,
    echo: string,
    secret: string,
  ): void {
    const mood = this.moods.get(ownerIn(path)) ?? this.mood;
    if (mood === 'hangs up') return void response.socket?.destroy();
    const status = mood === 'takes' ? 200 : mood;
    const inHeader = echo.replace(/[^\x20-\x7e]/g, ' ').slice(0, 2_000);
    const isXml = String(headers['content-type']).includes('form-urlencoded') && path.startsWith('/sns');
    response.writeHead(status, inHeader, {
      'content-type': isXml ? 'text/xml' : 'application/json',
      'x-request-id': secret,
      'x-message-id': secret,
      'x-echo': inHeader,
      location: `/${encodeURIComponent(secret)}`,
      'www-authenticate': `Basic realm="${secret.replace(/["\\]/g, '\\$&')}"`,
      ...(status >= 400 && { 'x-amzn-errortype': 'AccessDenied' }),
    });
    response.end(isXml ? this.#xml(status, secret) : JSON.stringify(this.#json(mood, method, path, echo, secret)));
  }

  #xml(status: number, secret: string): string {
    const text = secret.replace(/[&<>"]/g, '');
    return status === 200
      ? `<R><PublishResult><MessageId>${text}</MessageId></PublishResult></R>`
      : `<ErrorResponse><Error><Code>InvalidParameter</Code><Message>${text}</Message></Error></ErrorResponse>`;
  }

  /** Something of every provider's answers, and the secret wherever one says a name. */
  #json(mood: Mood, method: string, path: string, echo: string, secret: string): unknown {
    if (mood === 'takes' && method === 'GET' && /\/issues\?/.test(path)) return [];
    return {
      ok: mood === 'takes',
      error: secret,
      id: secret,
      ...{ channel: secret, ts: secret, team: secret, user: { id: secret } },
      ...{ requestId: secret, MessageId: secret, sid: `SM${'0'.repeat(32)}`, dedup_key: secret },
      ...{ key: 'SUP-1', issues: [], number: 1, code: 21_211, message: echo, errors: [echo], errorMessages: [echo] },
      ...{ summary: `put ${secret} back`, target: `backend ${secret}`, facts: { at: 1 } },
      ...{ reason: `not with ${echo}`, state: 'failed', text: `says ${secret}`, why: `says ${secret}` },
    };
  }
}

const ownerIn = (path: string): string => /^\/([\w-]+)/.exec(path)?.[1] ?? '';

/** Basic credentials as they are. */
const decoded = ({ authorization }: Received['headers']): string =>
  Buffer.from(/^Basic (\S+)/.exec(String(authorization))?.[1] ?? '', 'base64').toString();
type Received = { readonly headers: Readonly<Record<string, string | string[] | undefined>> };
