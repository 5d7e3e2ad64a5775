import * as z from 'zod';
import type { ExamineContext } from '../define.ts';
import { type Finding, note, ok, problem, refusal } from '../finding.ts';
import type { Account } from './account.ts';
import { get } from './api.ts';

const ACCOUNT = z.object({ status: z.string(), type: z.string() });
const BALANCE = z.object({ balance: z.coerce.number(), currency: z.string() });
const NUMBERS = z.object({
  incoming_phone_numbers: z.array(
    z.object({
      phone_number: z.string(),
      capabilities: z.object({ voice: z.boolean().optional(), sms: z.boolean().optional() }),
      sms_url: z.string().nullish(),
      sms_application_sid: z.string().nullish(),
    }),
  ),
});
const CALLERS = z.object({ outgoing_caller_ids: z.array(z.object({ phone_number: z.string() })) });

/** What the number has to be able to do. */
export type Needs = readonly ('voice' | 'sms')[];
const WORDS = { voice: 'calls', sms: 'SMS' } as const;
/** Of whatever currency the account has: a night of calls. */
const LITTLE = 5;

type Context = Pick<ExamineContext, 'now' | 'timeout' | 'addresses' | 'publicUrl' | 'channel'>;

/** The account's state and money, whether the number is its own and can do what is needed; neither rings nor sends. */
export async function examineTwilio(settings: Account, needs: Needs, context: Context): Promise<readonly Finding[]> {
  const [{ got, delivery }, money, number] = await Promise.all([
    get('.json', ACCOUNT, settings, context),
    get('/Balance.json', BALANCE, settings, context),
    numberFindings(settings, needs, context),
  ]);
  if (!got) return [refusal('Twilio', delivery, "Copy the Account SID and Auth Token from the console's first page.")];
  if (got.status !== 'active')
    return [
      problem(
        `the account is ${/^[a-z]{1,20}$/.test(got.status) ? got.status : 'not active'}: Twilio does nothing for it`,
        "Settle what Twilio asks for on its console's first page.",
      ),
    ];
  const trial = got.type === 'Trial' ? await trialFindings(settings, context) : [];
  return [ok('the account is active'), ...trial, ...balanceFindings(money.got), ...number];
}

/** A subaccount's money is its parent's, which it cannot see. */
function balanceFindings(money: z.output<typeof BALANCE> | undefined): readonly Finding[] {
  if (!money) return [];
  const said = `${money.balance.toFixed(2)} ${money.currency.slice(0, 3)}`;
  if (money.balance <= 0)
    return [problem(`the balance is ${said}: nothing is sent`, 'Recharge it, and set auto-recharge.')];
  if (money.balance < LITTLE)
    return [note(`the balance is ${said}: a bad night needs more`, 'Recharge it, and set auto-recharge.')];
  return [ok(`the balance is ${said}`)];
}

/** A trial account speaks only to numbers that were verified. */
async function trialFindings(settings: Account, context: Context): Promise<readonly Finding[]> {
  const { got } = await get('/OutgoingCallerIds.json?PageSize=1000', CALLERS, settings, context);
  const verified = got?.outgoing_caller_ids.map((caller) => caller.phone_number);
  const strangers = verified ? context.addresses.filter((to) => !verified.includes(to)) : [];
  const cure = 'Upgrade the account.';
  return strangers.length > 0
    ? [
        problem(
          `the account is a trial, and ${strangers.join(', ')} ${strangers.length === 1 ? 'is' : 'are'} not verified: nothing reaches them`,
          cure,
        ),
      ]
    : [note('the account is a trial: it reaches only verified numbers, and says first that it is one', cure)];
}

async function numberFindings(settings: Account, needs: Needs, context: Context): Promise<readonly Finding[]> {
  const { from } = settings;
  const query = `?PhoneNumber=${encodeURIComponent(from)}`;
  const { got, delivery } = await get(`/IncomingPhoneNumbers.json${query}`, NUMBERS, settings, context);
  if (!got)
    return [refusal('Twilio, of its numbers', delivery, 'Use the auth token of the account, not a restricted key.')];
  const number = got.incoming_phone_numbers.find(({ phone_number }) => phone_number === from);
  if (!number)
    return [problem(`${from} is not a number of this account`, 'Buy it there, or write one of its own as `from`.')];
  const missing = needs.filter((need) => number.capabilities[need] !== true);
  return [
    ...(missing.length > 0
      ? [
          problem(
            `${from} cannot do ${missing.map((need) => WORDS[need]).join(' nor ')}`,
            'Use a number that can, as its page at Twilio says.',
          ),
        ]
      : [ok(`${from} is the account's, and does ${needs.map((need) => WORDS[need]).join(' and ')}`)]),
    ...(context.publicUrl === undefined
      ? [note('nobody can answer by key or reply: there is no public address', 'Set console.public-url.')]
      : needs.includes('voice') || number.sms_application_sid
        ? []
        : repliesTo(number.sms_url ?? '', `${context.publicUrl}/callbacks/${context.channel}/reply`, from)),
  ];
}

const repliesTo = (set: string, wanted: string, from: string): readonly Finding[] =>
  set.replace(/#.*$/, '') === wanted
    ? [ok('replies come here')]
    : [
        note(
          `replies to ${from} do not come here: nobody can acknowledge by SMS`,
          `Set "A message comes in" of the number to the webhook ${wanted}, HTTP POST.`,
        ),
      ];
