import { DAY } from '../../core/time/instant.ts';

/**
 * The one table of an installation: what has to be created, as data, for the stack and for tests. Billed per request; no
 * index, so that every read can be consistent (ADR 19).
 */
export const TABLE_DEFINITION = {
  /** Text: what a record belongs to, as in `group#shop`. */
  partitionKey: 'pk',
  /** Text: which record of it, as in `head`. */
  sortKey: 'sk',
  /** A number, seconds since 1970: DynamoDB's time to live, which deletes up to days later, for nothing. */
  expires: 'expires',
} as const;

/** How long ended incidents and their rows are kept, ms. */
export const KEPT_FOR = 400 * DAY;
