/** A number in [0, 1), the next of a sequence that its seed decides. */
export type Random = () => number;

/** `sfc32`: small, fast, and the same on every machine. Its period (at least 2^64) is far beyond what a bench draws. */
export function seeded(seed: number): Random {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const draw = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 16; i++) draw();
  return draw;
}

/** How many trials pass before one of probability `p` comes true: what is skipped costs nothing. */
export const skipped = (random: Random, p: number): number =>
  p <= 0 ? Number.POSITIVE_INFINITY : Math.floor(Math.log1p(-random()) / Math.log1p(-p));

/** A waiting time whose mean is `mean`. */
export const exponential = (random: Random, mean: number): number => -mean * Math.log1p(-random());
