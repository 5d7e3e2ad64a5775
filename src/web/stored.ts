import type { Context } from 'hono';
import type { WebPorts } from './ports.ts';
import { Problem } from './problem.ts';

/**
 * What a tool sends is stored once it is answered: where that fails it is to send it again (503). `where` is for our log:
 * addresses that hold a token stay out of it.
 */
export async function stored<T>(
  c: Context,
  where: string,
  { onError }: Pick<WebPorts, 'onError'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    onError?.(where, error);
    c.header('retry-after', '10');
    throw new Problem(503, 'this could not be stored: send it again');
  }
}
