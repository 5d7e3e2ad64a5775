import type { Expected } from '../../core/scenario/scenario.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type Account, type Page, troubleAt } from '../../simulation/scenario/account.ts';
import { play } from '../../simulation/scenario/play.ts';
import type { Held } from '../../simulation/scenario/sentences/sentence.ts';
import { judge } from '../../simulation/scenario/sentences/table.ts';
import type { LoadedScenario } from './load.ts';

/** A scenario played, with what was expected of it judged. */
export interface Outcome {
  readonly loaded: LoadedScenario;
  readonly account: Account;
  readonly verdicts: readonly { readonly expected: Expected; readonly held: Held }[];
  readonly figures: Figures;
}

/** What a reader wants to know first. Counted from when things first went wrong, in ms. */
export interface Figures {
  readonly firstPage?: { readonly after: number; readonly page: Page };
  readonly firstWoken?: { readonly after: number; readonly page: Page };
  /** Accepted pages per person, in the order of their first. */
  readonly pages: Readonly<Record<string, number>>;
  readonly incidents: readonly IncidentFigures[];
}
export interface IncidentFigures {
  readonly id: string;
  readonly openedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly phase: string;
  readonly severities: readonly string[];
}

/** Plays it and judges it. */
export async function outcomeOf(loaded: LoadedScenario): Promise<Outcome> {
  const account = await play(loaded.scenario, loaded.plan);
  const verdicts = loaded.scenario.expectations.map((expected) => ({ expected, held: judge(account, expected) }));
  return { loaded, account, verdicts, figures: figuresOf(account) };
}

export const allHeld = ({ verdicts }: Outcome): boolean => verdicts.every(({ held }) => held.holds);

function figuresOf(account: Account): Figures {
  const from = troubleAt(account);
  const accepted = account.pages.filter((page) => page.got === 'accepted');
  const mark = (page: Page | undefined) => page && { after: page.at - from, page };
  const first = mark(accepted[0]);
  const woken = mark(accepted.find((page) => page.wakes && page.noticed));
  const people = [...new Set(accepted.map(({ person }) => person))];
  return {
    ...(first && { firstPage: first }),
    ...(woken && { firstWoken: woken }),
    pages: Object.fromEntries(people.map((name) => [name, accepted.filter(({ person }) => person === name).length])),
    incidents: incidentsOf(account),
  };
}

const incidentsOf = ({ states }: Account): readonly IncidentFigures[] =>
  [...new Set(states.map(({ id }) => id))].map((id) => {
    const mine = states.filter((state) => state.id === id);
    const last = mine.at(-1)!;
    const over = last.phase === 'closed' || last.phase === 'dismissed';
    return {
      id,
      openedAt: mine.find(({ phase }) => phase === 'open')?.at ?? null,
      endedAt: over ? last.at : null,
      phase: last.phase,
      severities: [...new Set(mine.flatMap(({ severity, phase }) => (severity && phase === 'open' ? [severity] : [])))],
    };
  });
