import { type Finding, note, ok, problem } from '../channels/finding.ts';
import { call } from '../wire/call.ts';
import type { Examination } from './doctor.ts';

const TIMEOUT = 10_000;

/** Links in pages and the callbacks of providers lead to `console.public-url`: it has to be there, secure, and be us. */
export const address: Examination['examine'] = async ({ plan }) => {
  const url = plan.console.publicUrl?.replace(/\/$/, '');
  if (url === undefined)
    return [
      note(
        'console.public-url is not set: pages carry no link to acknowledge, and no provider can report an answer',
        'Set it to an address that phones can reach, which leads to this console.',
      ),
    ];
  return [...secured(url), ...(await reached(url, plan.name))];
};

const secured = (url: string): readonly Finding[] =>
  url.startsWith('https://')
    ? []
    : [problem(`${url} is not https: answer links would travel readable`, 'Put a proxy with a certificate before it.')];

async function reached(url: string, name: string): Promise<readonly Finding[]> {
  const answer = await call({
    method: 'GET',
    url: `${url}/healthz`,
    headers: { 'user-agent': 'tocsin' },
    timeout: TIMEOUT,
  });
  if (answer.is !== 'answered')
    return [
      problem(
        `${url} does not answer (${answer.is === 'invalid' ? 'no such request can be made' : answer.why})`,
        'Start Tocsin, and see that DNS and the proxy lead to it; this was asked from here, phones ask from elsewhere.',
      ),
    ];
  if (answer.status === 200 && nameIn(answer.body) === name)
    return [ok(`${url} answers, and it is this ${name}; asked from here, phones ask from elsewhere`)];
  return [
    problem(
      `${url}/healthz answers ${answer.status}${answer.status === 200 ? `, but it is not this ${name}` : ''}`,
      'Let the address lead to the console of this config.',
    ),
  ];
}

function nameIn(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && 'name' in parsed ? parsed.name : undefined;
  } catch {
    return undefined;
  }
}
