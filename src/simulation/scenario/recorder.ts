import { MemoryIncidents } from '../../adapters/memory/incidents.ts';
import { pagesOf } from '../../core/escalation/pages.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { Effect, EffectOf } from '../../core/incident/work.ts';
import { same } from '../../core/same.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Account, Entry, Page, RemedyFact, Standing } from './account.ts';

/** Whether somebody notices what a channel accepted for them. */
export type Notices = (person: string, channel: string) => boolean;

/** Keeps incidents, and shows each one that was written beside the one before it. */
export class WatchedIncidents extends MemoryIncidents {
  readonly #seen: (now: Incident, was: Incident | null) => void;

  constructor(seen: (now: Incident, was: Incident | null) => void) {
    super();
    this.#seen = seen;
  }

  override async write(incident: Incident, expected: number): Promise<'written' | 'conflict'> {
    const was = await this.head(incident.group);
    const answer = await super.write(incident, expected);
    if (answer === 'written') this.#seen(incident, was);
    return answer;
  }
}

/** Writes down what happens and what incidents make of it, in order: from stored records, not from words. */
export class Recorder {
  readonly entries: Entry[] = [];
  readonly pages: Page[] = [];
  readonly states: Standing[] = [];
  readonly remedies: RemedyFact[] = [];
  readonly incidents: WatchedIncidents;
  readonly #wakes: (channel: string) => boolean;
  readonly #notices: Notices;

  constructor(wakes: (channel: string) => boolean, notices: Notices) {
    this.#wakes = wakes;
    this.#notices = notices;
    this.incidents = new WatchedIncidents((now, was) => this.#commit(now, was));
  }

  /** Something that the scenario made happen, or that became of it. */
  world(at: Instant, text: string): void {
    this.entries.push({ at, about: 'world', text });
  }

  /** When an incident last changed. */
  get lastChange(): Instant {
    return this.states.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  }

  /** Each group's last incident with its rows, the newest of which may not be filed yet. */
  async records(): Promise<Account['records']> {
    const heads = await this.incidents.heads();
    return Promise.all(
      heads.map(async (incident) => {
        const rows = await this.incidents.rows(incident.id);
        const { unfiled } = incident;
        const isFiled = !unfiled || rows.some(({ version }) => version === unfiled.version);
        return { incident, rows: isFiled ? rows : [...rows, unfiled] };
      }),
    );
  }

  #commit(now: Incident, was: Incident | null): void {
    const before = was?.id === now.id && was.generation === now.generation ? was : null;
    this.states.push(standingOf(now));
    const pages = pagesOf(now).flatMap((effect) => (isNews(effect, before) ? this.#page(now, effect) : []));
    this.pages.push(...pages);
    this.remedies.push(...remedyFacts(now, before));
    const lines = now.unfiled?.version === now.version ? now.unfiled.lines : [];
    for (const [i, { at, about, text }] of lines.entries()) {
      const first = about === 'page' && lines.findIndex((line) => line.about === 'page') === i;
      const page = first ? pages[0] : undefined;
      this.entries.push({ at, about, text, incident: now.id, ...(page && { page }) });
    }
  }

  #page({ id, generation }: Incident, { ask, state }: EffectOf<'page'>): readonly Page[] {
    if (state.is !== 'done') return [];
    const { person, via, channel, severity, level, cycle, ladder, repeat } = ask;
    const wakes = this.#wakes(channel);
    const noticed = state.got.is === 'accepted' && this.#notices(person, channel);
    const place = { person, via, channel, severity, level, cycle, ladder, repeat };
    return [{ ...place, at: state.at, incident: id, generation, got: state.got.is, wakes, noticed }];
  }
}

const standingOf = (incident: Incident): Standing => {
  const { id, generation, phase, severity, reasons, roots, attention, recoveredAt, changedAt } = incident;
  return { at: changedAt, id, generation, phase, severity, reasons, roots, attention, recoveredAt };
};

/** Done now, and not before. */
const isNews = ({ key, state }: Effect, before: Incident | null): boolean =>
  state.is === 'done' && before?.effects[key]?.state.is !== 'done';

function remedyFacts(now: Incident, before: Incident | null): readonly RemedyFact[] {
  const at = now.changedAt;
  const fromEffects = Object.values(now.effects).flatMap((effect): RemedyFact[] => {
    if (
      effect.kind === 'plan' &&
      isNews(effect, before) &&
      effect.state.is === 'done' &&
      effect.state.got.is === 'planned'
    )
      return [{ at, remedy: effect.ask.remedy, is: 'offered', why: effect.state.got.intent.summary }];
    if (effect.kind === 'apply' && !before?.effects[effect.key])
      return [{ at, remedy: effect.ask.remedy, is: 'applied', why: effect.ask.intent.summary }];
    return [];
  });
  const fromStates = Object.entries(now.remedies).flatMap(([remedy, state]): RemedyFact[] => {
    const was = before?.remedies[remedy];
    const refused = state.refused !== undefined && state.refused !== was?.refused ? state.refused : undefined;
    const ended = state.ended && !same(state.ended, was?.ended) ? state.ended : undefined;
    return [
      ...(refused === undefined ? [] : [{ at, remedy, is: 'refused' as const, why: refused }]),
      ...(ended ? [{ at, remedy, is: ended.as, why: ended.why }] : []),
    ];
  });
  return [...fromEffects, ...fromStates];
}
