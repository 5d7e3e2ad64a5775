/** One thing wrong with a config file: where, what, and what would be right. */
export interface Problem {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** `monitors.backend.expect`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** For people: one line a problem, sorted by place. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems
    .map(
      ({ file, line, column, path, message, remedy }) =>
        `${file}:${line}:${column}  ${path ? `${path}: ` : ''}${message}.${remedy ? ` ${remedy}` : ''}`,
    )
    .join('\n');
}
