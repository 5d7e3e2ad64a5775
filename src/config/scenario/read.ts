import type { Plan } from '../../core/plan.ts';
import { instantOf, momentOf } from '../../core/scenario/moment.ts';
import type { Expected, Grammar, Happening, Scenario } from '../../core/scenario/scenario.ts';
import { type Instant, parseDuration } from '../../core/time/instant.ts';
import { type ConfigDocument, readDocument } from '../document.ts';
import { keysAt } from '../keys.ts';
import type { Problem } from '../problem.ts';
import { schemaProblems, valueAt } from '../sentences.ts';
import { happeningsOf } from './compile.ts';
import { readEvent } from './events.ts';
import { readExpectation, type Surroundings } from './expectations.ts';
import { type ParsedScenario, scenarioShape } from './language.ts';
import { namesOf } from './names.ts';
import { impossible, unknownNames } from './references.ts';

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What a scenario says of the config that it is played with, before anything is checked. */
export interface Preface {
  readonly config?: string;
  readonly timezone?: string;
}

/** The config and the zone that a scenario's text names, if it does. */
export function prefaceOf(file: string, text: string): Preface {
  const { value } = readDocument(file, text);
  const [config, timezone] = [valueAt(value, ['config']), valueAt(value, ['timezone'])];
  return {
    ...(typeof config === 'string' && { config }),
    ...(typeof timezone === 'string' && scenarioShape.shape.timezone.safeParse(timezone).success && { timezone }),
  };
}

/**
 * Reads and checks a scenario against the plan that it is played with; all problems at once, each with its place and
 * remedy. `locations`: those that the config names, `zone`: the scenario's where it names none.
 */
export function readScenario(
  file: string,
  text: string,
  {
    plan,
    locations,
    grammar,
  }: { readonly plan: Plan; readonly locations: readonly string[]; readonly grammar: Grammar },
): ReadScenario {
  const document = readDocument(file, text);
  if (typeof document.value !== 'object' || document.value === null || Array.isArray(document.value)) {
    const empty = document.problem([], 'the file holds no scenario', "Begin with 'name:', 'start:' and 'events:'.");
    return { ok: false, problems: document.problems.length > 0 ? document.problems : [empty] };
  }
  const head = scenarioShape.safeParse(document.value);
  const shape = head.success
    ? []
    : schemaProblems(head.error.issues, document, (path) => keysAt(scenarioShape, path, document.value));
  const zone = prefaceOf(file, text).timezone ?? plan.timezone;
  const start = startOf(document, zone);
  const places = head.data?.locations ?? strings(valueAt(document.value, ['locations'])) ?? locations;
  const end = start.at + (parseDuration(String(valueAt(document.value, ['for']))) ?? Number.POSITIVE_INFINITY);
  const around: Surroundings = { known: namesOf(plan, places), start: start.at, end, zone, grammar };
  const events = eventsOf(document, around);
  const expectations = expectationsOf(document, around);
  const problems = [...document.problems, ...shape, ...start.problems, ...events.problems, ...expectations.problems];
  if (problems.length > 0 || !head.success) return { ok: false, problems: sorted(problems) };
  return {
    ok: true,
    scenario: assemble(head.data, {
      zone,
      start: start.at,
      locations: places,
      happenings: events.found,
      expectations: expectations.found,
    }),
  };
}

type Assembled = Pick<Scenario, 'zone' | 'start' | 'locations' | 'happenings' | 'expectations'>;

const assemble = ({ name, runbook, for: length }: ParsedScenario, rest: Assembled): Scenario => ({
  name,
  ...(runbook !== undefined && { runbook }),
  ...(length !== undefined && { length }),
  ...rest,
  happenings: rest.happenings.toSorted((a, b) => a.at - b.at),
});

function startOf(
  document: ConfigDocument,
  zone: string,
): { readonly at: Instant; readonly problems: readonly Problem[] } {
  const text = valueAt(document.value, ['start']);
  const at = typeof text === 'string' ? instantOf(text, zone) : undefined;
  if (at !== undefined || typeof text !== 'string') return { at: at ?? 0, problems: [] };
  return {
    at: 0,
    problems: [
      document.problem(
        ['start'],
        `'${text}' is not a moment`,
        'Write for example "2026-11-02T14:00", or with Z or +01:00 at its end.',
      ),
    ],
  };
}

interface Found<T> {
  readonly found: readonly T[];
  readonly problems: readonly Problem[];
}

function eventsOf(document: ConfigDocument, around: Surroundings): Found<Happening> {
  const found: Happening[] = [];
  const problems: Problem[] = [];
  const raws = valueAt(document.value, ['events']);
  for (const [i, raw] of (Array.isArray(raws) ? raws : []).entries()) {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) continue;
    const read = readEvent(raw as Record<string, unknown>, i, document);
    problems.push(...read.problems);
    if (!read.parsed) continue;
    const { parsed } = read;
    problems.push(
      ...unknownNames(parsed, i, raw as Record<string, unknown>, around.known, document),
      ...impossible(parsed, i, document),
    );
    const moment = momentOf(parsed.event.at, around.start, around.zone);
    const wrong = !moment ? 'is not a moment' : outside(moment.at, around);
    if (wrong !== undefined) problems.push(badMoment(document, i, parsed.event.at, wrong));
    else if (moment) found.push(...happeningsOf(parsed, moment.at));
  }
  return { found, problems };
}

const outside = (at: Instant, { start, end }: Surroundings): string | undefined =>
  at < start ? 'is before the start' : at >= end ? "is not before the end that 'for' sets" : undefined;

const badMoment = (document: ConfigDocument, i: number, text: string, wrong: string): Problem =>
  document.problem(
    ['events', i, 'at'],
    `'${text}' ${wrong}`,
    'Write 5m (after the start), "14:05" or "2026-11-02T14:05".',
  );

function expectationsOf(document: ConfigDocument, around: Surroundings): Found<Expected> {
  const texts = valueAt(document.value, ['expect']);
  const all = (Array.isArray(texts) ? texts : []).map((text, i) =>
    typeof text === 'string' ? readExpectation(text, i, document, around) : { problems: [] },
  );
  return {
    found: all.flatMap((each) => ('expected' in each && each.expected ? [each.expected] : [])),
    problems: all.flatMap(({ problems }) => problems),
  };
}

const strings = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;

const sorted = (problems: readonly Problem[]) => [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
