/** An answer of a Tocsin, as it came. */
export interface Answered {
  readonly status: number;
  readonly body: string;
}

/** A Tocsin that can be asked, wherever it runs. */
export interface Target {
  /** As people are told of it. */
  readonly where: string;
  /** Asks a path of docs/api.md. Throws a `Failure` where nobody answers. */
  ask(method: string, path: string, body?: unknown): Promise<Answered>;
}
