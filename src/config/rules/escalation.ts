import { group, inEach, inList } from '../raw.ts';
import { type Rule, targets } from './site.ts';

/** The severities whose pages may wait for working hours (E6). */
const PATIENT = ['P3', 'P4'];

/** Levels name whom they page, and when; only what can wait has hours. */
export const escalation: Rule = (site) => {
  const who = targets(site);
  return inEach(site.root.escalation, (severity, ladder) => {
    const path = ['escalation', severity];
    return [
      ...inList(ladder.levels, (written, i) => {
        const { page, after } = group(written);
        const place = [...path, 'levels', i];
        return [
          ...site.refer([...place, 'page'], 'person, team or rotation', who, page),
          ...(i > 0 && after === undefined
            ? [
                site.problem(
                  place,
                  "every level but the first needs 'after'",
                  'Write how long to wait for an acknowledgement, as in after: 5m.',
                ),
              ]
            : []),
        ];
      }),
      ...('hours' in ladder && !PATIENT.includes(severity)
        ? [
            site.problem(
              [...path, 'hours'],
              `a ${severity} pages at any hour: only ${PATIENT.join(' and ')} can wait for 'hours'`,
              "Take 'hours' out, or make what can wait a P3.",
              true,
            ),
          ]
        : []),
    ];
  });
};
