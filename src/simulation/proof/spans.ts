/** Whole numbers from `near` to `far`, both included. */
export interface Span {
  readonly near: number;
  readonly far: number;
}

/** What of a span none of the others covers. */
export function without(span: Span, others: readonly Span[]): readonly Span[] {
  let left: readonly Span[] = [span];
  for (const other of others)
    left = left.flatMap(({ near, far }) => {
      if (other.far < near || other.near > far) return [{ near, far }];
      const below = other.near > near ? [{ near, far: other.near - 1 }] : [];
      const above = other.far < far ? [{ near: other.far + 1, far }] : [];
      return [...below, ...above];
    });
  return left;
}
