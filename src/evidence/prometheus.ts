import { HOUR } from '../core/time/instant.ts';
import { apiOf } from '../probes/api.ts';
import { authoriser, credentialsIn } from '../probes/auth/auth.ts';
import { webTarget } from '../probes/target.ts';
import { startCheck } from '../probes/wire/check.ts';
import { isFailure } from '../probes/wire/failure.ts';
import { stopwatch } from '../probes/wire/phases.ts';
import { askingAs } from './asking.ts';
import { defineEvidence, type Gathered } from './define.ts';
import { ask } from './prometheus/ask.ts';
import { queries } from './prometheus/queries.ts';
import { linesOf, mostChanged } from './prometheus/words.ts';

const { follow: _, ...target } = webTarget;
const shape = { ...target, queries };

/** A few numbers from Prometheus, now and an hour before it failed. */
export const prometheus = defineEvidence({
  kind: 'prometheus',
  summary: 'a few queries to Prometheus: their values now, and an hour before it failed',
  shape,
  async collect(settings, subject, context): Promise<Gathered> {
    const asking = askingAs(subject, context);
    const { url, headers } = settings;
    const check = startCheck({ ...settings, ...credentialsIn(settings) }, asking);
    const what = `${context.source} (Prometheus)`;
    try {
      const authorise = await authoriser(settings.auth, asking);
      if (isFailure(authorise)) return { parts: [], missing: { [what]: authorise.text } };
      const api = apiOf(check, stopwatch(), { base: url, headers, authorise, credential: 'the credential' });
      const before = subject.failedAt - HOUR;
      const answers = await Promise.all(
        Object.entries(settings.queries).map(async ([name, promql]) => {
          const [now, then] = await Promise.all([ask(api, promql, context.now), ask(api, promql, before)]);
          return { name, now, then };
        }),
      );
      const sentence = mostChanged(answers);
      const lines = answers.flatMap(linesOf);
      const why = answers.flatMap(({ name, now }) => (isFailure(now) ? [{ name, text: now.text }] : []));
      const isOne = why.length === answers.length && new Set(why.map(({ text }) => text)).size === 1;
      return {
        ...(sentence !== undefined && { sentence }),
        parts: lines.length > 0 ? [{ title: `Prometheus (${context.source})`, lines }] : [],
        missing: isOne
          ? { [what]: why[0]!.text }
          : Object.fromEntries(why.map(({ name, text }) => [`${what}, ${name}`, text])),
      };
    } finally {
      check.deadline.end();
    }
  },
});
