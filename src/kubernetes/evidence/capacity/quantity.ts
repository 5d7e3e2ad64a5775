/** What a suffix of a quantity multiplies by (apimachinery `resource/suffix.go`). */
const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
};

/** `250m`, `1.5Gi`, `1e3` as a number: cores, bytes. `undefined` where it is none. */
export function quantity(text: string | number | undefined): number | undefined {
  const [, number, suffix = ''] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(String(text ?? '')) ?? [];
  const factor = SUFFIXES[suffix];
  const value = Number(number);
  return number === undefined || factor === undefined || !Number.isFinite(value) ? undefined : value * factor;
}
