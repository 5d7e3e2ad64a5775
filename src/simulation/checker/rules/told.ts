import type { Receipt, Violation } from '../history.ts';
import { clock, isOver, type Life, MINUTE, type Seen, stateAt } from '../seen.ts';

/** How often somebody is tried who cannot be told. */
const ATTEMPTS = 3;
/** What a provider that is busy asks for at most, until it is tried again. */
const LONGEST = 2 * MINUTE;

/** V3: with faults switched off every incident ends, and everyone who was paged is told (C2, A2). */
export function told(seen: Seen): readonly Violation[] {
  return [
    ...ends(seen),
    ...seen.lives.flatMap((life) => [...ofTheEnd(seen, life), ...whereKept(seen, life), ...ofAnswers(seen, life)]),
    ...outdated(seen),
  ];
}

function ends(seen: Seen): readonly Violation[] {
  return [...seen.groups.values()].flatMap((commits) => {
    const { head } = commits.at(-1)!;
    return isOver(head)
      ? []
      : [
          {
            rule: 'V3',
            at: seen.history.end,
            text: `${head.id} never ended: ${head.phase}, failing ${Object.keys(head.failing).join(', ') || 'nothing'}`,
          },
        ];
  });
}

/** The receipts of one life: an id's generations share their receipts' incident, so the time tells them apart. */
const receiptsOf = (seen: Seen, life: Life, from: number, until: number): readonly Receipt[] =>
  seen.history.receipts.filter((r) => r.incident === life.incident && r.at >= from && r.at <= until);

function ofTheEnd(seen: Seen, life: Life): readonly Violation[] {
  const from = life.commits[0]!.at;
  const end = life.commits.find(({ head }) => isOver(head))?.at;
  if (end === undefined || !life.commits.some(({ head }) => head.phase === 'open')) return [];
  const receipts = receiptsOf(seen, life, from, end);
  const paged = new Set(receipts.filter((r) => r.type === 'page' && r.arrived).map((r) => r.person));
  return [...paged].flatMap((person) => {
    const last = receipts.findLast((r) => r.type === 'page' && r.arrived && r.person === person)!;
    const tries = receipts.filter((r) => r.type === 'resolved' && r.person === person && r.answeredAt >= last.at);
    return wasTold(tries) || wasTriedOften(life, person, last.at)
      ? []
      : [
          {
            rule: 'V3',
            at: end,
            text: `${life.incident}: ${person} was paged at ${clock(last.at)} on ${last.channel} (${last.answer}) and was never told that it is over`,
          },
        ];
  });
}

/** C2: what a provider keeps open is closed there, although its person was reached on another way since. */
function whereKept(seen: Seen, life: Life): readonly Violation[] {
  const end = life.commits.find(({ head }) => isOver(head))?.at;
  if (end === undefined) return [];
  const kept = life.claims.filter(
    ({ kind, ask, done }) =>
      kind === 'page' &&
      done?.got?.is === 'accepted' &&
      done.got.bundle === undefined &&
      seen.configAt(done.at).channels[ask.channel ?? '']?.can.keeps,
  );
  return kept.flatMap(({ ask, done }) => {
    const { person = '', channel = '' } = ask;
    const tries = receiptsOf(seen, life, done!.at, end).filter(
      (r) => r.type === 'resolved' && r.person === person && r.channel === channel,
    );
    const often = life.claims.some(
      (c) => c.kind === 'tell' && c.ask.channel === channel && c.ask.person === person && c.ask.attempt === ATTEMPTS,
    );
    if (wasTold(tries) || often) return [];
    const text = `${life.incident}: ${channel} keeps an alert of ${person} since ${clock(done!.at)} and was never told that it is over`;
    return [{ rule: 'C2', at: end, text }];
  });
}

const wasTold = (tries: readonly Receipt[]): boolean =>
  tries.some((r) => r.arrived || r.answer === 'permanent') || tries.length >= ATTEMPTS;

/** As often as it is tried at all, sends included that were lost before the provider saw them. */
const wasTriedOften = (life: Life, person: string, since: number): boolean =>
  life.claims.some((c) => c.kind === 'tell' && c.ask.person === person && c.at >= since && c.ask.attempt === ATTEMPTS);

/** Whoever was paged before somebody acknowledged hears of it. */
function ofAnswers(seen: Seen, life: Life): readonly Violation[] {
  const from = life.commits[0]!.at;
  const end = life.commits.find(({ head }) => isOver(head))?.at ?? seen.history.end;
  return life.commits.flatMap(({ at, head, was }) => {
    const { attention } = head;
    if (attention.is !== 'acknowledged' || (was?.id === head.id && was.attention.at === attention.at)) return [];
    const receipts = receiptsOf(seen, life, from, end);
    const paged = new Set(
      receipts
        .filter((r) => r.type === 'page' && r.arrived && r.answer === 'accepted' && r.answeredAt <= at)
        .map((r) => r.person),
    );
    // An acknowledgement that was over before anybody could be told is none any more.
    const over = life.commits.find((c) => c.head.version > head.version && c.head.attention.at !== attention.at)?.at;
    if (over !== undefined && over <= at + seen.late + seen.costs(from, over)) return [];
    return [...paged].flatMap((person) => {
      const tries = receipts.filter(
        (r) =>
          r.type !== 'page' && r.person === person && r.at >= at && r.text.includes(`acknowledged by ${attention.by}`),
      );
      const late =
        tries.length > 0 && tries[0]!.at > at + seen.late + seen.costs(from, tries[0]!.at)
          ? `only at ${clock(tries[0]!.at)}`
          : undefined;
      // The provider wanted to be asked again later, and by then it was over.
      const isOvertaken = over !== undefined && tries.some((r) => over <= r.answeredAt + LONGEST + seen.late);
      const isSettled = wasTold(tries) || wasTriedOften(life, person, at) || isOvertaken;
      const problem = late ?? (isSettled ? undefined : 'never');
      return problem
        ? [
            {
              rule: 'V3',
              at,
              text: `${life.incident}: ${person} was paged, ${attention.by} acknowledged at ${clock(at)}, and ${person} was told ${problem}`,
            },
          ]
        : [];
    });
  });
}

/** Nobody is told of an acknowledgement that has ended meanwhile. */
function outdated(seen: Seen): readonly Violation[] {
  return seen.history.receipts.flatMap((r) => {
    const by = r.type === 'update' ? /: acknowledged by ([\w-]+)\./.exec(r.text)?.[1] : undefined;
    if (by === undefined) return [];
    const group = r.incident.replace(/-\d+$/, '');
    const commits = seen.groups.get(group) ?? [];
    const last = commits.findLast(
      (c) =>
        c.at <= r.at &&
        c.head.attention.is === 'acknowledged' &&
        c.head.attention.by === by &&
        c.head.id === r.incident,
    );
    const now = stateAt(seen, group, r.at);
    if (!last || !now || now.attention.is === 'acknowledged' || now.phase !== 'open' || now.recoveredAt !== null)
      return [];
    const ended =
      commits.find(
        (c) => c.at >= last.at && c.head.version > last.head.version && c.head.attention.is !== 'acknowledged',
      )?.at ?? r.at;
    return r.at - ended > MINUTE + seen.costs(ended, r.at)
      ? [
          {
            rule: 'A2',
            at: r.at,
            text: `${r.incident}: ${r.person} was told at ${clock(r.at)} that ${by} had acknowledged, which had ended at ${clock(ended)}`,
          },
        ]
      : [];
  });
}
