import { LATE } from '../../wire/deadline.ts';
import { type Finding, note, ok, refusal } from '../finding.ts';
import { ofReply, ofSilence } from './replies.ts';
import { type Submission, session } from './session.ts';

/** Connects, encrypts, logs in, and says a command that does nothing (RSET); no mail is begun. */
export async function examineSmtp(
  server: Submission,
  { timeout }: { readonly timeout: number },
): Promise<readonly Finding[]> {
  const where = `${server.host}:${server.port}`;
  const seen = { secure: false, login: false };
  const error = await session(server, timeout, (connection, done) => {
    Object.assign(seen, { secure: connection.secure, login: connection.allowsAuth });
    connection.reset((refused) => done(refused ?? undefined));
  });
  if (error === LATE) return [refusal(where, ofSilence(`no answer within ${timeout / 1000} s`, false), '')];
  if (error)
    return [refusal(where, ofReply(error, false), 'See `smtp` in the config: host, port, tls, user, password.')];
  const hasLogin = server.user !== undefined;
  return [
    ok(`${where} answers${seen.secure ? ', encrypted' : ''}${hasLogin && seen.login ? ', and takes the login' : ''}`),
    ...(seen.secure ? [] : [note(`mail to ${where} travels readable`, 'Set `tls: required` where the server can.')]),
    ...(hasLogin && !seen.login
      ? [note(`${where} offers no login, so none was tried`, 'Take user and password out, or name the port that does.')]
      : []),
  ];
}
