/** Bytes before each piece of a log: the stream, three of nothing, the length of what follows. */
const HEADER = 8;

/**
 * What a container said, of both streams as it came. The engine frames it in pieces unless the container has a terminal
 * (Engine API, `ContainerAttach`); a piece that was cut off is taken as far as it goes. `bytes`: a character for each byte.
 */
export function unframed(bytes: string, hasTerminal: boolean): string {
  const buffer = Buffer.from(bytes, 'latin1');
  if (hasTerminal) return buffer.toString('utf8');
  const pieces: Buffer[] = [];
  for (let at = 0; at + HEADER <= buffer.length; ) {
    const end = at + HEADER + buffer.readUInt32BE(at + 4);
    pieces.push(buffer.subarray(at + HEADER, end));
    at = end;
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Without the time that the engine writes before each line. */
export const timeless = (text: string): string => text.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /gm, '');
