import type { GetAccountCommandOutput } from '@aws-sdk/client-sesv2';
import { notAllowed } from '../aws/not-allowed.ts';
import type { AwsAnswer } from '../aws/send.ts';
import { type Finding, note, ok, problem, refusal } from '../finding.ts';
import { askSes, isSuppressed, isVerified, type Where } from './identities.ts';

/** The account's state, whether sender and readers may be used, and whom SES drops mail to; sends nothing. */
export async function examineSes(from: string, readers: readonly string[], where: Where): Promise<readonly Finding[]> {
  const [account, sender, suppressed] = await Promise.all([
    askSes(where, ({ GetAccountCommand }, client) => client.send(new GetAccountCommand({}))),
    isVerified(from, where),
    Promise.all(readers.map((reader) => isSuppressed(reader, where))),
  ]);
  const isSandbox = account.got?.ProductionAccessEnabled === false;
  const strangers = isSandbox ? await unverified(readers, where) : [];
  return [...accountFindings(account, strangers), ...senderFindings(from, sender), ...dropped(readers, suppressed)];
}

function senderFindings(from: string, is: boolean | undefined): readonly Finding[] {
  if (is === undefined) return [];
  if (is) return [ok(`SES has verified the sender ${from}`)];
  return [
    problem(
      `SES has not verified ${from}, nor its domain, in this region`,
      'Verify the domain under Identities in the SES console, in the region of `ses.region`.',
    ),
  ];
}

const dropped = (readers: readonly string[], suppressed: readonly boolean[]): readonly Finding[] =>
  readers
    .filter((_, i) => suppressed[i])
    .map((reader) =>
      problem(
        `${reader} is on the suppression list: SES accepts mail to it and drops it`,
        'Take it off the list in the SES console (Suppression list), once the mailbox takes mail again.',
      ),
    );

/** Mail a day, below which a bad day is noticed. */
const FEW = 200;

function accountFindings(
  { got, delivery, code }: AwsAnswer<GetAccountCommandOutput>,
  strangers: readonly string[],
): readonly Finding[] {
  if (!got) return [notAllowed(code, 'ses:GetAccount') ?? refusal('SES', delivery, CURE)];
  const quota = got.SendQuota;
  const left = Math.floor((quota?.Max24HourSend ?? -1) - (quota?.SentLast24Hours ?? 0));
  const isEndless = (quota?.Max24HourSend ?? -1) < 0;
  const more: Finding[] = [];
  if (got.EnforcementStatus === 'SHUTDOWN')
    more.push(problem('SES has shut sending down for this account', 'Answer the case that AWS has opened.'));
  else if (got.SendingEnabled === false)
    more.push(
      problem('sending by SES is paused for this account', 'Resume it under Account dashboard in the SES console.'),
    );
  if (got.EnforcementStatus === 'PROBATION')
    more.push(note('SES reviews this account and may stop sending', 'Answer the case that AWS has opened.'));
  if (strangers.length > 0)
    more.push(
      problem(
        `SES is in its sandbox here, and ${strangers.join(', ')} ${strangers.length === 1 ? 'is' : 'are'} not verified: no mail reaches them`,
        'Ask for production access (Account dashboard), or verify these addresses.',
      ),
    );
  else if (got.ProductionAccessEnabled === false)
    more.push(note('SES is in its sandbox here: only verified addresses receive mail', 'Ask for production access.'));
  if (!isEndless && left <= 0)
    more.push(problem('the mails of these 24 hours are used up at SES', 'Ask for a higher sending quota.'));
  else if (!isEndless && left < FEW) more.push(note(`SES takes ${left} more mails within these 24 hours`));
  return more.some(({ is }) => is === 'problem') ? more : [ok('SES takes mail from this account'), ...more];
}

const CURE = 'See that the credentials are those of the account, and the region the one that SES is set up in.';

/** The readers that a sandbox sends nothing to. What cannot be told is taken for verified. */
async function unverified(readers: readonly string[], where: Where): Promise<readonly string[]> {
  const all = await Promise.all(readers.map((reader) => isVerified(reader, where)));
  return readers.filter((_, i) => all[i] === false);
}
