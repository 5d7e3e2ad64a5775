/** The work, or `late` where it takes longer than `ms`; it goes on all the same. */
export function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('late'), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
