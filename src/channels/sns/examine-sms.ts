import { notAllowed } from '../aws/not-allowed.ts';
import { type Finding, note, ok, problem, refusal } from '../finding.ts';
import { askSns, type Where } from './ask.ts';

/** US dollars a month that a new account may spend, and that a storm uses up. */
const FIRST_LIMIT = 1;
const CURE = 'See that the credentials are those of the account, and the region one that has SMS.';

/** What an account may spend, whether it is in its sandbox, and which numbers asked for no more SMS; sends none. */
export async function examineSms(numbers: readonly string[], where: Where): Promise<readonly Finding[]> {
  const [limits, sandbox, ...out] = await Promise.all([
    limitsOf(where),
    sandboxOf(numbers, where),
    ...numbers.map((number) => optedOut(number, where)),
  ]);
  return [...limits, ...sandbox, ...out.flat()];
}

async function limitsOf(where: Where): Promise<readonly Finding[]> {
  const { got, delivery, code } = await askSns(where, ({ GetSMSAttributesCommand }, client) =>
    client.send(new GetSMSAttributesCommand({ attributes: ['MonthlySpendLimit'] })),
  );
  if (!got) return [notAllowed(code, 'sns:GetSMSAttributes') ?? refusal('SNS', delivery, CURE)];
  // Where nobody has set one it is the first.
  const limit = Number(got.attributes?.MonthlySpendLimit ?? FIRST_LIMIT);
  if (limit > FIRST_LIMIT) return [ok(`SNS takes SMS, for ${limit} dollars a month`)];
  return [
    note(
      `SNS stops sending SMS after ${limit} ${limit === 1 ? 'dollar' : 'dollars'} a month: a bad night needs more`,
      'Ask AWS for a higher limit (Service Quotas, SMS), and set MonthlySpendLimit to it.',
    ),
  ];
}

/** In the sandbox only verified numbers are reached. */
async function sandboxOf(numbers: readonly string[], where: Where): Promise<readonly Finding[]> {
  const status = await askSns(where, ({ GetSMSSandboxAccountStatusCommand }, client) =>
    client.send(new GetSMSSandboxAccountStatusCommand({})),
  );
  if (!status.got) return told(notAllowed(status.code, 'sns:GetSMSSandboxAccountStatus'));
  if (status.got.IsInSandbox !== true) return [];
  const list = await askSns(where, ({ ListSMSSandboxPhoneNumbersCommand }, client) =>
    client.send(new ListSMSSandboxPhoneNumbersCommand({ MaxResults: 100 })),
  );
  const verified = (list.got?.PhoneNumbers ?? []).flatMap(({ PhoneNumber, Status }) =>
    Status === 'Verified' ? [PhoneNumber] : [],
  );
  const strangers = list.got ? numbers.filter((number) => !verified.includes(number)) : [];
  return strangers.length > 0
    ? [
        problem(
          `SNS is in its SMS sandbox here, and ${strangers.join(', ')} ${strangers.length === 1 ? 'is' : 'are'} not verified: no SMS reaches them`,
          'Leave the sandbox (SNS console, Text messaging), or verify these numbers there.',
        ),
      ]
    : [
        note(
          'SNS is in its SMS sandbox here: only verified numbers are reached',
          'Leave the sandbox (SNS console, Text messaging).',
        ),
      ];
}

async function optedOut(number: string, where: Where): Promise<readonly Finding[]> {
  const { got, code } = await askSns(where, ({ CheckIfPhoneNumberIsOptedOutCommand }, client) =>
    client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: number })),
  );
  if (!got) return told(notAllowed(code, 'sns:CheckIfPhoneNumberIsOptedOut'));
  return got.isOptedOut === true
    ? [
        problem(
          `${number} has asked for no more SMS: none reaches it`,
          'Opt it in again (SNS console, Text messaging).',
        ),
      ]
    : [];
}

const told = (finding: Finding | undefined): readonly Finding[] => (finding ? [finding] : []);
