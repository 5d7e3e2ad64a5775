import { type Finding, note, ok, onlyMessage, problem } from './finding.ts';

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** An address that only takes messages, whose form is all that can be told; it may have come out of a secret. */
export function examineAddress(url: string, headers: readonly string[], channel: string): readonly Finding[] {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return [problem('the address is no web address', 'Write it whole, as in https://ntfy.example.com/shop.')];
  const wrong = headers.filter((name) => !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name));
  if (wrong.length > 0)
    return [problem(`${wrong.length} of the headers have a name that HTTP does not allow`, 'Correct `headers`.')];
  const { protocol, hostname } = new URL(url);
  return [
    ok('the address has the form of one'),
    ...(protocol === 'http:' && !LOCAL.test(hostname)
      ? [note('the address is not https: messages and their links travel readable', 'Use https.')]
      : []),
    onlyMessage(channel, 'whether anybody listens there'),
  ];
}
