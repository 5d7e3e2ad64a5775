import type { AnswerLinkAsk, AnswerLinks } from '../../core/ports.ts';

/** Links of a world that exists in memory alone: nobody forges there, and nobody follows them, so they are not signed. */
export class MemoryLinks implements AnswerLinks {
  readonly #publicUrl: () => string | undefined;

  constructor(publicUrl: () => string | undefined) {
    this.#publicUrl = publicUrl;
  }

  async sign({ incident, generation, person, action, message, remedy }: AnswerLinkAsk): Promise<string | undefined> {
    const publicUrl = this.#publicUrl();
    if (publicUrl === undefined) return undefined;
    const id = [message, action, ...(remedy === undefined ? [] : [remedy])].join('-').replace(/[^\w-]+/g, '-');
    return `${publicUrl.replace(/\/$/, '')}/a/${[incident, generation, person, id].join('.')}`;
  }
}
