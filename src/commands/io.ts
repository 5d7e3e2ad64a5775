import pc from 'picocolors';

/** Exit codes of every command. */
export const EXIT = { ok: 0, notOk: 1, config: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Where a command writes, and what it may know of its surroundings; a test gives its own. */
export interface Io {
  out(line: string): void;
  err(line: string): void;
  /** Rewrites of a live summary; only on a terminal. */
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  readonly colors: ReturnType<typeof pc.createColors>;
}

/** Whoever read along has gone, as `| head` does: a command has nobody to tell any more, and a daemon pages on. */
function unlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

export const processIo = (): Io => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessClosed);
  const isTerminal = process.stdout.isTTY === true;
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    write: (text) => process.stdout.write(text),
    isTerminal,
    get columns() {
      return process.stdout.columns ?? 100;
    },
    environment: process.env,
    directory: process.cwd(),
    colors: pc.createColors(isTerminal && process.env.NO_COLOR === undefined),
  };
};

/** A failure with a sentence for people; everything else is a bug and keeps its stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exit: Exit;
  constructor(message: string, exit: Exit = EXIT.notOk, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
  }
}

/** Untrusted text (of probes, people, services) for a terminal: control characters are shown, not obeyed. */
export const plain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, (c) => `\\u${c.codePointAt(0)!.toString(16).padStart(4, '0')}`);
