import type { AnswerLink, AnswerLinkAsk, AnswerLinkReader, AnswerLinks } from '../../core/ports.ts';

/** Links of a world that exists in memory alone: nobody forges there, so they are kept and not signed. */
export class MemoryLinks implements AnswerLinks, AnswerLinkReader {
  readonly #publicUrl: () => string | undefined;
  readonly #known = new Map<string, AnswerLink>();

  constructor(publicUrl: () => string | undefined) {
    this.#publicUrl = publicUrl;
  }

  async sign({ message, ...ask }: AnswerLinkAsk): Promise<string | undefined> {
    const publicUrl = this.#publicUrl();
    if (publicUrl === undefined) return undefined;
    const { incident, generation, person, action, remedy } = ask;
    const id = [message, action, ...(remedy === undefined ? [] : [remedy])].join('-').replace(/[^\w-]+/g, '-');
    const token = [incident, generation, person, id].join('.');
    this.#known.set(token, { ...ask, id });
    return `${publicUrl.replace(/\/$/, '')}/a/${token}`;
  }

  async read(token: string): Promise<AnswerLink | undefined> {
    return this.#known.get(token);
  }
}
