import type { Socket } from 'node:net';

/**
 * Keeps to one connection what goes wrong on it. Drivers parse in a listener of the socket, so what they throw on bytes
 * that no server sends would end the process and every other check in it; and they keep whatever arrives (W4).
 */
export function contain(
  socket: Socket,
  most: number,
  end: (why: 'broken' | 'too large', cause?: unknown) => void,
): void {
  const emit = socket.emit.bind(socket) as (event: string | symbol, ...given: unknown[]) => boolean;
  let size = 0;
  const stop = (...why: Parameters<typeof end>): true => {
    end(...why);
    socket.destroy();
    return true;
  };
  socket.emit = (event: string | symbol, ...given: unknown[]): boolean => {
    if (event === 'data') size += (given[0] as Buffer).length;
    if (size > most) return event === 'data' ? stop('too large') : emit(event, ...given);
    try {
      return emit(event, ...given);
    } catch (error) {
      return stop('broken', error);
    }
  };
}
