import type { Plan } from '../../core/plan.ts';
import { dateAt } from '../../core/scenario/moment.ts';
import { CLAIMS, type Claim } from '../../simulation/proof/claims.ts';
import type { Proof } from '../../simulation/proof/prove.ts';
import { inMinutes } from '../../simulation/proof/time.ts';
import { type Io, plain } from '../io.ts';
import { wrap } from '../words.ts';
import { counterexampleLines } from './counterexample.ts';
import { coveredLines } from './covered.ts';

export interface Shown {
  readonly proof: Proof;
  readonly plan: Plan;
  /** Milliseconds the proof took. */
  readonly took: number;
}

/** The proof as a person reads it: each claim with what refutes it, then what was looked at. */
export function textOf(shown: Shown, width: number, io: Io): readonly string[] {
  const { proof, plan } = shown;
  const { colors } = io;
  const days = `${dateAt(proof.from, plan.timezone)} to ${dateAt(proof.until, plan.timezone)}, ${plan.timezone}`;
  const refuted = proof.counterexamples.length;
  const verdict =
    refuted === 0
      ? colors.bold(colors.green('Proven.'))
      : colors.bold(colors.red(`Refuted by ${refuted === 1 ? 'a counterexample' : `${refuted} counterexamples`}.`));
  return [
    `${colors.bold(`The policy of ${plain(plan.name)}`)}  ${colors.dim(days)}`,
    '',
    ...spaced(CLAIMS.map((claim) => claimLines(claim, shown, width, io))),
    '',
    verdict,
    ...coveredLines(shown, width).map(colors.dim),
  ];
}

function claimLines(claim: Claim, { proof, plan }: Shown, width: number, io: Io): readonly string[] {
  const { colors } = io;
  const found = proof.counterexamples.filter((each) => each.claim === claim);
  const { says, because } = WORDS[claim](proof);
  const mark = found.length === 0 ? colors.green('✓') : colors.red('✗');
  const [head = '', ...more] = wrap(says, width - 2);
  return [
    `${mark} ${found.length === 0 ? head : colors.red(head)}`,
    ...more.map((line) => `  ${line}`),
    ...wrap(because, width - 4).map((line) => colors.dim(`    ${line}`)),
    ...found.flatMap((each, i) => ['', ...counterexampleLines(each, i + 1, proof, plan, width, io)]),
  ];
}

/** Claims with counterexamples stand apart. */
const spaced = (blocks: readonly (readonly string[])[]): readonly string[] =>
  blocks.flatMap((block, i) => (blocks[i - 1]?.includes('') ? ['', ...block] : block));

const timeOf = ({ times }: Proof, of: string) => times.find(({ severity }) => severity === of)!;

/** Each claim as a sentence, and what it rests on. */
const WORDS: Readonly<Record<Claim, (proof: Proof) => { readonly says: string; readonly because: string }>> = {
  wakes: (proof) => ({
    says: `every P1 wakes a person within ${inMinutes(timeOf(proof, 'P1').within)}, at any unmuted minute`,
    because: `its time is ${timeOf(proof, 'P1').words}`,
  }),
  accepted: (proof) => ({
    says: `every P2 is accepted by somebody's channel within ${inMinutes(timeOf(proof, 'P2').within)}`,
    because: `its time is ${timeOf(proof, 'P2').words}`,
  }),
  reachable: ({ covered }) => ({
    says: 'whoever can be paged can be reached, and woken where it is by a P1',
    because: `${covered.people} people and places of teams, stand-ins and the last resort included`,
  }),
  'no gap': () => ({
    says: 'no gap: every level of every severity leads to somebody, at every minute',
    because: 'rotations, overrides, hours, and who is still among people and teams',
  }),
  'no single point of failure': ({ covered }) => ({
    says: 'no single point of failure: P1 and P2 hold in every world with one fault',
    because: `${covered.faults} faults: each provider refusing, hanging, putting off; each person or place not answering`,
  }),
};
