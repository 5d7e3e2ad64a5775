import type { Status } from './view/status.ts';

/** What a reader of the stream is sent: at first everything, then what is new. */
export type StatusNews = Partial<Omit<Status, 'monitors'>> & {
  readonly at: number;
  /** Those that changed. */
  readonly monitors: Status['monitors'];
  /** All names, in order: one that is missing is gone. */
  readonly order: readonly string[];
};

/** Remembers what one reader has, and tells only the difference: a check of one monitor does not send the others again. */
export class StatusDiff {
  readonly #known = new Map<string, string>();

  /** The fields and monitors that are not as this reader knows them. */
  next({ monitors, ...fields }: Status): StatusNews {
    const fresh = Object.entries(fields).filter(
      ([name, value]) => name === 'at' || this.#isNew(`field ${name}`, value),
    );
    return {
      ...(Object.fromEntries(fresh) as Partial<Omit<Status, 'monitors'>>),
      at: fields.at,
      monitors: monitors.filter((monitor) => this.#isNew(`monitor ${monitor.name}`, monitor)),
      order: monitors.map(({ name }) => name),
    };
  }

  #isNew(key: string, value: unknown): boolean {
    const text = JSON.stringify(value);
    if (this.#known.get(key) === text) return false;
    this.#known.set(key, text);
    return true;
  }
}
