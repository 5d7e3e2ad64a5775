import * as z from 'zod';
import { TestServer } from '../server.ts';

const RUN = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional(),
  fontType: z.enum(['Default', 'Monospace']).optional(),
});

/** Adaptive Cards 1.4 as far as we use them (adaptivecards.io, "Schema Explorer"), in the envelope of a Teams webhook. */
const CARD = z.strictObject({
  $schema: z.url(),
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.4'),
  msteams: z.strictObject({ width: z.literal('Full') }),
  fallbackText: z.string(),
  body: z.array(z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(RUN).min(1) })).min(1),
  actions: z
    .array(
      z.strictObject({
        type: z.literal('Action.OpenUrl'),
        title: z.string().min(1),
        url: z.url({ protocol: /^https?$/ }),
      }),
    )
    .max(6),
});
const MESSAGE = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({ contentType: z.literal('application/vnd.microsoft.card.adaptive'), content: CARD }),
  ]),
});

/** A workflow that posts what it is sent: 202 at once, the card after that. */
export class TeamsPeer extends TestServer {
  readonly cards: z.output<typeof CARD>[] = [];
  get webhook(): string {
    return `${this.url}/workflows/of-tocsin?sig=secret`;
  }

  constructor() {
    super();
    this.answer(({ method, path, headers, body }, response) => {
      const refuse = (status: number, code: string) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { code } }));
      if (!this.webhook.endsWith(path)) return refuse(404, 'WorkflowNotFound');
      if (method !== 'POST') return refuse(405, 'MethodNotAllowed');
      if (Buffer.byteLength(body) > 28 * 1024) return refuse(413, 'RequestEntityTooLarge');
      const parsed = MESSAGE.safeParse(JSON.parse(body));
      if (headers['content-type'] !== 'application/json' || !parsed.success) return refuse(400, 'InvalidRequest');
      this.cards.push(parsed.data.attachments[0].content);
      return response.writeHead(202).end();
    });
  }
}
