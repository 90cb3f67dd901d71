/** Pieces with a key each: their place, which never changes, since what is written in a document does not. */
export function placed<Piece>(pieces: readonly Piece[]): { piece: Piece; place: string }[] {
  return pieces.map((piece, index) => ({ piece, place: String(index) }));
}
