/** The YAML as it was written: anything may be anything. */
export type Raw = Readonly<Record<string, unknown>>;

/** A group of keys; an empty one where something else stands. */
export const group = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};

/** The texts of a list; none where something else stands. */
export const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];

/** What `work` finds in every named group. */
export const inEach = <Found>(value: unknown, work: (name: string, value: Raw) => readonly Found[]): readonly Found[] =>
  Object.entries(group(value)).flatMap(([name, inner]) => work(name, group(inner)));

/** What `work` finds in every item of a list. */
export const inList = <Found>(
  value: unknown,
  work: (value: unknown, i: number) => readonly Found[],
): readonly Found[] => (Array.isArray(value) ? value.flatMap(work) : []);
