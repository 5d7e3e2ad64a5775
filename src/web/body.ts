import type { Context } from 'hono';
import { parseDuration } from '../core/time/instant.ts';
import { Problem } from './problem.ts';

/** The fields of a JSON body, read one by one; what is wrong is said with the field's name and an example. */
export class Body {
  readonly #place: string;
  readonly #fields: Readonly<Record<string, unknown>>;

  private constructor(place: string, fields: Readonly<Record<string, unknown>>) {
    this.#place = place;
    this.#fields = fields;
  }

  /** Reads the request's body; 400 where it is no JSON object. `place`: the address as it may be spoken of. */
  static async of(c: Context, place = `${c.req.method} ${c.req.path}`): Promise<Body> {
    const text = await c.req.text();
    let parsed: unknown;
    try {
      parsed = text.trim() === '' ? {} : JSON.parse(text);
    } catch (cause) {
      throw new Problem(
        400,
        `${place}: the body is not JSON (${cause instanceof Error ? cause.message : 'unreadable'})`,
      );
    }
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      throw new Problem(400, `${place}: the body has to be a JSON object, like {"by":"devops-1"}`);
    return new Body(place, parsed as Readonly<Record<string, unknown>>);
  }

  has(field: string): boolean {
    return this.#fields[field] !== undefined;
  }

  /** A name or a short text, one line, at most `most` characters. */
  text(field: string, example: string, most = 200): string {
    const value = this.#fields[field];
    const found = typeof value === 'string' ? value.trim() : '';
    if (found === '') throw this.#wrong(field, `is missing, like {"${field}":"${example}"}`);
    if ([...found].length > most) throw this.#wrong(field, `is longer than ${most} characters`);
    if (/\p{Cc}/u.test(found))
      throw this.#wrong(field, 'holds control characters: one line of plain text is asked for');
    return found;
  }

  /** One of a few words. */
  oneOf<Word extends string>(field: string, words: readonly Word[]): Word {
    const found = words.find((word) => word === this.#fields[field]);
    if (found === undefined) throw this.#wrong(field, `has to be one of ${words.join(', ')}`);
    return found;
  }

  /** One or more names; a single name may stand without the list. */
  names(field: string, example: string): readonly string[] {
    const value = this.#fields[field];
    const names = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(names) || names.length === 0 || !names.every((n) => typeof n === 'string' && n !== ''))
      throw this.#wrong(field, `has to be a list of names, like {"${field}":["${example}"]}`);
    return [...new Set(names as string[])];
  }

  /** Milliseconds, from `1h` or from a number, between `least` and `most`. */
  duration(field: string, least: number, most: number): number {
    const value = this.#fields[field];
    const ms = typeof value === 'string' ? parseDuration(value.trim()) : value;
    if (typeof ms !== 'number' || !Number.isFinite(ms))
      throw this.#wrong(field, `has to be a duration, like {"${field}":"1h"}, or milliseconds`);
    if (ms < least || ms > most) throw this.#wrong(field, 'has to be between one second and 30 days');
    return Math.round(ms);
  }

  #wrong(field: string, what: string): Problem {
    return new Problem(400, `${this.#place}: '${field}' ${what}`);
  }
}
