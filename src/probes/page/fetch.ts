import type { Keep } from '../wire/body.ts';
import type { Check } from '../wire/check.ts';
import type { Failure } from '../wire/failure.ts';
import { type Answer, type Authorise, visit } from '../wire/visit.ts';

/** What belongs to a page is fetched like this: inside the check's one deadline, credentials to the page's own origin only. */
export type Fetch = (url: URL, read?: Keep) => Promise<Answer | Failure>;

export interface Visitor {
  readonly headers: Readonly<Record<string, string>>;
  readonly authorise?: Authorise | undefined;
}

export const fetcher =
  (check: Check, page: URL, { headers, authorise }: Visitor): Fetch =>
  async (url, read) => {
    const own = url.origin === page.origin ? { headers, authorise } : { headers: {} };
    const seen = await visit(check, { url: url.href, method: 'GET', follow: true, read, ...own });
    return seen.outcome;
  };

/** At a time, as browsers do. */
const AT_ONCE = 6;

/** Does something for each of many, six at a time, in order; stops when the deadline has passed. */
export async function forEachOf<T>(check: Check, all: readonly T[], act: (each: T, i: number) => Promise<void>) {
  const queue = all.entries();
  const next = async (): Promise<void> => {
    for (const [i, each] of queue) {
      if (check.deadline.passed()) return;
      await act(each, i);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}
