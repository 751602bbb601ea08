/**
 * How far a value being made may go. One is set for every value, and the arbitraries read it while they draw: so each
 * schema is compiled once and still gives small values first and large ones later.
 */
export interface Pace {
  /** 1: small and ordinary, to 5: large and odd. */
  size: number;
  /** Objects and lists around what is being made. */
  depth: number;
  /** Parts that may still be added beyond what is needed. */
  spare: number;
}

export const largest = 5;

/** Beyond this depth, only what is needed is made. */
export function isExhausted({ size, depth, spare }: Pace): boolean {
  return spare <= 0 || depth > size + 2;
}

export function setPace(pace: Pace, size: number): void {
  pace.size = size;
  pace.depth = 0;
  pace.spare = 6 * size * size;
}
