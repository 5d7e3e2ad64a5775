/** What is there: a list without its gaps. Several times as fast as `flatMap`, which a decision would use a hundred times. */
export const present = <T>(values: readonly (T | undefined)[]): readonly T[] =>
  values.filter((value) => value !== undefined);
