import * as z from 'zod';
import { isBad } from '../core/check/look.ts';
import type { EvidencePart } from '../core/evidence/evidence.ts';
import { deadline, LATE } from '../wire/deadline.ts';
import { burst } from './checks/burst.ts';
import { burstInWords } from './checks/burst-words.ts';
import { hourLines } from './checks/hour.ts';
import { locationLines, sinceLine } from './checks/locations.ts';
import { defineEvidence, type Gathered } from './define.ts';

const shape = {
  looks: z
    .int()
    .min(2, 'are too few to compare: write 2 to 10')
    .max(10, 'are more than a failing service should be asked at once: write 2 to 10')
    .default(5)
    .describe('looks at once, from a location that sees it fail; only of checks that are light and change nothing'),
};

/** What checks saw themselves, of every monitor that is looked into. */
export const checks = defineEvidence({
  kind: 'checks',
  summary:
    'what the checks saw: which phase broke, since when, from where, how often in the last hour; and a short burst of looks, which tells saturation from failure',
  shape,
  async collect({ looks: many }, subject, context): Promise<Gathered> {
    const until = deadline(context.timeout);
    const missing: Record<string, string> = {};
    const had = async <T>(what: string, work: Promise<T>): Promise<T | undefined> => {
      try {
        const got = await until.wait(work);
        if (got !== LATE) return got;
        missing[what] = 'no answer in time';
      } catch {
        // Whatever the store says of it is for our own log, not for those who were paged.
        missing[what] = 'could not be read';
      }
      return undefined;
    };
    const latest = had('the latest checks', context.looks.latest());
    const [seen = [], hour, tried] = await Promise.all([
      latest,
      hourLines(context, (work) => had('the last hour', work)),
      latest.then((known) => burst(many, known ?? [], subject, context, until.left())),
    ]);
    if ('why' in tried && tried.why !== undefined) missing['looks at once'] = tried.why;
    const burstSays = 'looks' in tried ? burstInWords(tried, context) : undefined;
    const lines = [
      sinceLine(subject, context),
      ...locationLines(seen, subject, context),
      ...hour,
      ...(burstSays ? [burstSays.line] : []),
    ];
    return {
      ...(burstSays && { sentence: burstSays.sentence }),
      isBad: burstSays?.isBad ?? seen.some(({ verdict }) => isBad(verdict)),
      parts: [checksPart(lines)],
      missing,
    };
  },
});

const checksPart = (lines: readonly string[]): EvidencePart => ({ title: 'Checks', lines });
