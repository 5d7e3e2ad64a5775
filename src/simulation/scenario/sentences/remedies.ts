import { type Account, moment, type RemedyFact } from '../account.ts';
import { broken, held, type Sentence, sentence } from './sentence.ts';

const factsOf = ({ remedies }: Account, remedy: string, is: RemedyFact['is']): readonly RemedyFact[] =>
  remedies.filter((fact) => fact.remedy === remedy && fact.is === is);

/** What became of a remedy instead. */
function instead({ remedies }: Account, remedy: string): string {
  const last = remedies.findLast((fact) => fact.remedy === remedy);
  return last ? `it was ${last.is}: ${last.why}` : 'nothing was said of it';
}

const WORDS: Readonly<Record<Exclude<RemedyFact['is'], 'refused'>, string>> = {
  offered: 'there is a plan: it is suggested, waits for approval, or is about to be used, as its mode says',
  applied: 'the plan is carried out',
  verified: 'it worked: by its own word, and by checks from outside',
  failed: 'it did not work, or was not verified in time',
};

/** What can be said of remedies. */
export const REMEDY_SENTENCES: readonly Sentence[] = [
  sentence(
    'REMEDY is refused [because TEXT]',
    'it is not offered, and the timeline says why',
    (account, { remedy, text }) => {
      const all = factsOf(account, remedy, 'refused');
      const found = all.find(({ why }) => text === undefined || why.toLowerCase().includes(text.toLowerCase()));
      if (found) return held(`${found.why}, at ${moment(account, found.at)}`, found.at);
      return broken(
        all[0]?.at ?? account.end,
        all[0] ? `it was refused because ${all[0].why}` : instead(account, remedy),
      );
    },
  ),
  sentence('REMEDY is never offered', 'there is no plan of it', (account, { remedy }) => {
    const [first] = factsOf(account, remedy, 'offered');
    return first ? broken(first.at, `it was: ${first.why}`) : held('');
  }),
  sentence('REMEDY is never applied', 'it changes nothing', (account, { remedy }) => {
    const [first] = factsOf(account, remedy, 'applied');
    return first ? broken(first.at, `it was: ${first.why}`) : held('');
  }),
  sentence('REMEDY is applied COUNT', 'so often', (account, { remedy, count }) => {
    const all = factsOf(account, remedy, 'applied');
    return all.length === count
      ? held('')
      : broken(
          all[count]?.at ?? account.end,
          all.length === 0 ? instead(account, remedy) : `it was applied ${all.length} times`,
        );
  }),
  ...(Object.keys(WORDS) as (keyof typeof WORDS)[]).map((is) =>
    sentence(is === 'failed' ? 'REMEDY fails' : `REMEDY is ${is}`, WORDS[is], (account, { remedy }) => {
      const [first] = factsOf(account, remedy, is);
      return first
        ? held(`${first.why}, at ${moment(account, first.at)}`, first.at)
        : broken(account.end, instead(account, remedy));
    }),
  ),
];
