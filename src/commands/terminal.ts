import type { CheckResult } from '../core/check/check.ts';
import { codeInWords } from '../core/check/codes.ts';
import { reasonOf } from '../core/reason.ts';
import { inWords } from '../core/time/instant.ts';
import type { Reporter } from '../local/reporter.ts';
import { type Io, plain } from './io.ts';
import { clip, paintSeverity, paintVerdict, sign, wallClock } from './words.ts';

export interface Terminal extends Reporter {
  /** Shown above the monitors from now on: the address, what to do. */
  heading(text: string): void;
  /** Takes the live summary away. */
  end(): void;
}

/** Events as lines with their times; on a terminal the monitors stay below them as a short live summary. */
export function terminal(io: Io, now: () => number, monitors: readonly string[]): Terminal {
  const latest = new Map<string, CheckResult>();
  const summary = io.isTerminal ? new Summary(io) : undefined;
  let heading = '';
  const log = (at: number, text: string, paint: (text: string) => string = (t) => t) => {
    summary?.clear();
    io.out(`${io.colors.dim(wallClock(at))}  ${paint(plain(text))}`);
    redraw();
  };
  const redraw = () => summary?.draw([heading, ...monitorLines(monitors, latest, io)]);

  return {
    heading: (text) => {
      heading = text;
      if (summary) redraw();
      else io.out(`${wallClock(now())}  ${text}`);
    },
    checked: (result) => {
      const before = latest.get(result.monitor);
      latest.set(result.monitor, result);
      const moved = before?.verdict !== result.verdict || before.code !== result.code;
      if (moved && !(summary && before === undefined))
        log(
          result.startedAt,
          `${sign(result.verdict)} ${result.monitor} ${result.verdict}: ${result.text}`,
          paintVerdict(result.verdict, io),
        );
      else redraw();
    },
    line: (incident, line) => {
      // What a check saw and what the console channel was given are shown as they come.
      if (line.about !== 'tell')
        log(
          line.at,
          `${incident}  ${line.text}`,
          line.about === 'severity' || line.about === 'phase' ? io.colors.bold : undefined,
        );
    },
    message: (message) => {
      const to = message.type === 'page' ? `PAGE for ${message.person}` : `to ${message.person}`;
      log(
        message.at,
        `${to}: ${message.text}`,
        message.type === 'page' ? paintSeverity(message.severity, io) : io.colors.cyan,
      );
    },
    notice: (text) => log(now(), text, io.colors.yellow),
    error: (where, error) => log(now(), `${where}: ${reasonOf(error)}`, io.colors.red),
    end: () => summary?.clear(),
  };
}

/** How many monitors the summary shows; the others are counted. */
const SHOWN = 8;
const RANK = { down: 0, degraded: 1, unknown: 2, up: 3 } as const;

/** Broken ones first. */
function monitorLines(
  monitors: readonly string[],
  latest: ReadonlyMap<string, CheckResult>,
  io: Io,
): readonly string[] {
  const rank = (name: string) => RANK[latest.get(name)?.verdict ?? 'unknown'];
  const sorted = [...monitors].sort((a, b) => rank(a) - rank(b));
  const shown = sorted.slice(0, SHOWN).map((name) => monitorLine(name, latest.get(name), io));
  const more = sorted.length - SHOWN;
  return more > 0 ? [...shown, io.colors.dim(`  … and ${more} more`)] : shown;
}

function monitorLine(name: string, result: CheckResult | undefined, io: Io): string {
  if (!result) return io.colors.dim(`  … ${name}`);
  const words =
    result.verdict === 'up' ? inWords(result.phases.total) : `${codeInWords(result.code)}: ${plain(result.text)}`;
  const passed = result.retried ? ` (passed on retry, first ${plain(result.retried.text)})` : '';
  return paintVerdict(
    result.verdict,
    io,
  )(clip(`  ${sign(result.verdict)} ${name} ${result.verdict}, ${words}${passed}`, io.columns - 1));
}

/** A block of lines that is rewritten in place. */
class Summary {
  #lines = 0;
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  draw(lines: readonly string[]): void {
    const shown = lines.filter((line) => line !== '');
    this.#io.write(`${this.#erase()}${shown.join('\n')}\n`);
    this.#lines = shown.length;
  }

  clear(): void {
    this.#io.write(this.#erase());
    this.#lines = 0;
  }

  /** Up over the block, clearing to the end of the screen. */
  #erase(): string {
    return this.#lines > 0 ? `\u001b[${this.#lines}A\u001b[0J` : '';
  }
}
