import type { Mutant } from './mutant.ts';

const TEMPLATES = 'src/core/remedy/templates.ts';
const USES = 'src/core/remedy/uses.ts';

const BUGS: readonly Omit<Mutant, 'only'>[] = [
  {
    bug: 'a deploy long ago is undone',
    breaks: 'G2',
    file: TEMPLATES,
    from: 'if (failedAt - current.from > deployedWithin)',
    to: 'if (failedAt < 0)',
  },
  {
    bug: 'a deploy after the failure is undone',
    breaks: 'G2',
    file: TEMPLATES,
    from: 'if (current.after >= failedAt)',
    to: 'if (failedAt < 0)',
  },
  {
    bug: 'what a remedy put there counts as a deploy',
    breaks: 'G2',
    file: TEMPLATES,
    from: 'if (current.ours)',
    to: 'if (failedAt < 0)',
  },
  {
    bug: 'a version comes back although nobody saw it well for long enough',
    breaks: 'G2',
    file: TEMPLATES,
    from: ' && well >= healthyFor',
    to: '',
  },
  {
    bug: 'what was rolled back before comes back',
    breaks: 'G2',
    file: TEMPLATES,
    from: ' && !bad.includes(hash)',
    to: '',
  },
  {
    bug: 'remedies of a workload come as close to each other as they like',
    breaks: 'G3',
    file: USES,
    from: 'if (at - last < apart)',
    to: 'if (at < 0)',
  },
  {
    bug: 'remedies of a workload come as often as they like',
    breaks: 'G3',
    file: USES,
    from: 'if (today >= perDay)',
    to: 'if (at < 0)',
  },
  {
    bug: 'a rollback does not look at what its monitor depends on',
    breaks: 'G4',
    file: 'src/core/remedy/guards.ts',
    from: "  'nothing that it depends on fails': notElsewhere,\n",
    to: '',
  },
];

/** One per guard of a rollback (G2 to G4). */
export const ROLLBACK_MUTANTS: readonly Mutant[] = BUGS.map((each) => ({ ...each, only: 'rollbacks' }));
