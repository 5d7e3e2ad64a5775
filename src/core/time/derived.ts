/**
 * Derives something from a piece of a plan, a record or a context once, and keeps it as long as that piece is. Parsing a
 * rotation's local times costs more than finding its turn, and both are asked for at every look at a ladder. None
 * of them is ever written to, so that what was derived stays true; it goes when the piece does.
 */
export function derived<Piece extends object, Value>(derive: (piece: Piece) => Value): (piece: Piece) => Value {
  const known = new WeakMap<Piece, { readonly value: Value }>();
  return (piece) => {
    const found = known.get(piece);
    if (found) return found.value;
    const value = derive(piece);
    known.set(piece, { value });
    return value;
  };
}

/**
 * Derives something from pieces that live no longer than a decision, and keeps the newest alone: one decision asks for
 * the same thing many times, and no later one asks again.
 */
export function newest<Pieces extends readonly unknown[], Value>(
  derive: (...pieces: Pieces) => Value,
): (...pieces: Pieces) => Value {
  let known: { readonly pieces: Pieces; readonly value: Value } | undefined;
  return (...pieces) => {
    if (known?.pieces.every((piece, n) => piece === pieces[n])) return known.value;
    const value = derive(...pieces);
    known = { pieces, value };
    return value;
  };
}
