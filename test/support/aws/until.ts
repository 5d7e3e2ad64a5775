/** Polls real AWS calls; virtual time does not reach into another process. Throws after `within` ms. */
export async function until<T>(
  what: string,
  within: number,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  for (const end = Date.now() + within; ; ) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${within / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
