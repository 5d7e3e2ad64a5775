/** A deliberate bug: text of a source file, and what it becomes. The text has to be there exactly once. */
export interface Mutant {
  /** What is wrong with it, in a few words. */
  readonly bug: string;
  /** The requirement that it breaks (incident.md). */
  readonly breaks: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** One per promise: whoever weakens a promise in earnest leaves a mutant alive, and this list says which. */
export const MUTANTS: readonly Mutant[] = [
  {
    bug: 'an acknowledgement does not stop the ladder',
    breaks: 'A2, V2',
    file: 'src/core/escalation/due-pages.ts',
    from: "  incident.attention.is === 'nobody' &&\n",
    to: '',
  },
  {
    bug: 'a claim does not look whether somebody has acknowledged meanwhile',
    breaks: 'A5, V2',
    file: 'src/core/incident/handlers/claims.ts',
    from: 'due(incident, context).find(',
    to: "[...due(incident, context), ...due({ ...incident, attention: { is: 'nobody' } }, context)].find(",
  },
  {
    bug: 'a write does not look at the version',
    breaks: 'rule 2',
    file: 'src/adapters/memory/incidents.ts',
    from: "    if ((this.#heads.get(incident.group)?.version ?? 0) !== expected) return 'conflict';\n",
    to: '',
  },
  {
    bug: 'a write that failed counts as written',
    breaks: 'rule 2',
    file: 'src/core/incident/transact.ts',
    from: "if (stored?.seen.includes(event.id)) return 'written';",
    to: "if (stored) return 'written';",
  },
  {
    bug: 'the newest row is not filed before the next write',
    breaks: 'rule 5',
    file: 'src/core/incident/transact.ts',
    from: '  if (was?.unfiled) await ports.incidents.file(was.unfiled);\n',
    to: '',
  },
  {
    bug: 'unknown counts as up',
    breaks: 'rule 7, C1',
    file: 'src/core/incident/observe.ts',
    from: "if (look.verdict === 'unknown') {",
    to: 'if (look.slot < 0) {',
  },
  {
    bug: 'a minority confirms a failure',
    breaks: 'I1',
    file: 'src/core/check/standing.ts',
    from: 'Math.floor(of / 2) + 1;',
    to: '1;',
  },
  {
    bug: 'what is confirmed opens nothing',
    breaks: 'I1',
    file: 'src/core/incident/phases.ts',
    from: "return { ...incident, phase: 'open', openedAt: context.now };",
    to: 'return incident;',
  },
  {
    bug: 'a remedy needs no confirmed failure',
    breaks: 'G4, V4',
    file: 'src/core/remedy/guards.ts',
    from: '  stillFailing,\n  confirmed,\n  downForMost,\n',
    to: '  stillFailing,\n',
  },
  {
    bug: 'a remedy in mode ask needs no approval',
    breaks: 'G1, V4',
    file: 'src/core/remedy/due-remedies.ts',
    from: "if (remedy.mode === 'auto') return",
    to: "if (remedy.mode !== 'suggest') return",
  },
  {
    bug: 'a reopened incident has forgotten that its remedy was used',
    breaks: 'G3, V4',
    file: 'src/core/incident/birth.ts',
    from: 'remedies: resumes ? used(was) : {},',
    to: 'remedies: {},',
  },
  {
    bug: 'a page whose sender died is never sent again',
    breaks: 'rule 5, V1',
    file: 'src/core/escalation/ways.ts',
    from: 'return state.lease > now ? {} : retry(state.lease, { repeat: true, at: state.lease });',
    to: 'return {};',
  },
  {
    bug: 'a page that may have arrived is sent again without saying so',
    breaks: 'E5, V2',
    file: 'src/core/escalation/ways.ts',
    from: 'return retry(state.at, { repeat: true, at: state.at + AGAIN });',
    to: 'return retry(state.at, { repeat: false, at: state.at + AGAIN });',
  },
  {
    bug: 'a way that failed for good is tried again',
    breaks: 'E5',
    file: 'src/core/escalation/ways.ts',
    from: "    case 'permanent':\n      return { failedAt: state.at };",
    to: "    case 'permanent':\n      return retry(state.at, { repeat: false, at: state.at + AGAIN });",
  },
  {
    bug: "a page that falls back to another way does not count on the person's ledger",
    breaks: 'I4, E5',
    file: 'functions/page.ts',
    from: 'const slot = await onLedger(ports, ask.person, (ledger) => {',
    to: 'const slot = wasSent(incident, ask, key) ? undefined : await onLedger(ports, ask.person, (ledger) => {',
  },
  {
    bug: 'nobody is told who acknowledged',
    breaks: 'A2, V3',
    file: 'src/core/incident/handlers/answers.ts',
    from: "    withNews(taken, 'acknowledged', `acknowledged by ${event.by}`, context.now),",
    to: '    taken,',
  },
  {
    bug: 'who may have been paged by a run that died is not told',
    breaks: 'C2, V3',
    file: 'src/core/escalation/due-tells.ts',
    from: 'return [...known, ...lost];',
    to: 'return known;',
  },
  {
    bug: 'whoever comes on call in the middle of an incident is not paged',
    breaks: 'E4',
    file: 'src/core/escalation/schedule.ts',
    from: '.filter((who) => !elsewhere.has(who.name))',
    to: '.filter((who) => !elsewhere.has(who.name) && here.every(({ ask }) => ask.person === who.name))',
  },
  {
    bug: 'whoever comes on call is paged for every round before',
    breaks: 'E4',
    file: 'src/core/escalation/schedule.ts',
    from: '  if (later.size === 0) return rung;',
    to: '  return rung;',
  },
  {
    bug: 'the last resort is left out',
    breaks: 'E2, V1',
    file: 'src/core/escalation/levels.ts',
    from: "  add(plan.repeat + 1, 'last-resort', [...new Set(levels.map((level) => level.page))], pause);\n",
    to: '',
  },
  {
    bug: 'a level is due at once, not after its time',
    breaks: 'E2, V1',
    file: 'src/core/escalation/schedule.ts',
    from: 'const natural = isCounted ? nominal : Math.max(nominal, from + step.gap);',
    to: 'const natural = before.at;',
  },
  {
    bug: 'an acknowledgement never expires',
    breaks: 'A4, V6',
    file: 'src/core/incident/decide.ts',
    from: '    expire,\n',
    to: '',
  },
  {
    bug: 'a later acknowledgement takes the place of the first',
    breaks: 'A1',
    file: 'src/core/incident/handlers/answers.ts',
    from: "  if (attention.is === 'acknowledged') {\n    return done(\n",
    to: "  if (attention.is === 'acknowledged' && attention.by === event.by) {\n    return done(\n",
  },
  {
    bug: 'what is muted is paged for all the same',
    breaks: 'M1',
    file: 'src/core/severity/classify.ts',
    from: 'if (until !== undefined) found[name] = until;',
    to: "if (until !== undefined && incident.phase !== 'open') found[name] = until;",
  },
  {
    bug: 'a run sleeps for an hour whatever is due',
    breaks: 'rule 4, V6',
    file: 'src/core/incident/decide.ts',
    from: 'asleepUntil: due.until',
    to: 'asleepUntil: context.now + 3_600_000',
  },
  {
    bug: 'a run sleeps past the end of a mute',
    breaks: 'M2, V6',
    file: 'src/core/incident/due.ts',
    from: 'return [...expiry, ...Object.values(muted), ',
    to: 'return [...expiry, ',
  },
  {
    bug: 'a sleeping run is not woken for what is due sooner',
    breaks: 'rule 4, V6',
    file: 'src/core/incident/decide.ts',
    from: "const sooner = due.do === 'wait' ? due.until < asleepUntil : true;",
    to: 'const sooner = false;',
  },
  {
    bug: 'a dead run is revived under its own number',
    breaks: 'rule 1, V6',
    file: 'src/core/incident/handlers/lifecycle.ts',
    from: 'run: { number: incident.run.number + 1, asleepUntil: null }',
    to: 'run: { number: incident.run.number, asleepUntil: null }',
  },
];
