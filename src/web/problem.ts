import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A request that cannot be answered: the status, and a sentence naming the place and the remedy. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: ContentfulStatusCode;
  constructor(status: ContentfulStatusCode, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

/** `{ "error": "…" }` with its status. */
export const problem = (c: Context, status: ContentfulStatusCode, sentence: string): Response =>
  c.json({ error: sentence }, status);
