import type { AgentAnswer, AgentReport } from '../../core/agent.ts';
import type { Clock } from '../../core/ports.ts';
import { reasonOf } from '../../core/reason.ts';
import { signature } from '../../wire/sign.ts';

/** The other side does not believe us, or does not understand: trying again is no use until somebody mends something. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

export interface LineOptions {
  /** The other Tocsin's address. */
  readonly to: URL;
  readonly location: string;
  readonly key: string;
  readonly clock: Clock;
}

/** Beyond what was asked to wait, in ms. */
const PATIENCE = 10_000;

/** The line to the other Tocsin: sends one signed report, answers what came back. Throws in words for people. */
export const lineTo =
  ({ to, location, key, clock }: LineOptions) =>
  async (report: AgentReport, stop: AbortSignal): Promise<AgentAnswer> => {
    const url = new URL(`./agents/${encodeURIComponent(location)}`, to.href.endsWith('/') ? to : `${to.href}/`);
    const body = JSON.stringify(report);
    const late = AbortSignal.timeout(report.wait + PATIENCE);
    let answer: Response;
    try {
      answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signature(key, clock.now(), body) },
        body,
        redirect: 'error',
        signal: AbortSignal.any([stop, late]),
      });
    } catch (cause) {
      const why = late.aborted ? 'no answer in time' : reasonOf((cause as Error).cause ?? cause);
      throw new Error(`${url.origin} cannot be reached: ${why}`, { cause });
    }
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text) as AgentAnswer;
    throw new Refused(`${url.origin} answers ${answer.status}: ${problemIn(text)}`);
  };

function problemIn(text: string): string {
  try {
    return String((JSON.parse(text) as { error?: unknown }).error ?? text).slice(0, 300);
  } catch {
    return text.slice(0, 300);
  }
}
