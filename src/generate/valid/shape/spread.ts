import type { Shape } from './shape.js';

/** More ways to meet some demands than that are not looked at. */
export const mostShapes = 256;

/**
 * All ways onward from all shapes. Choices within choices multiply, so where there are too many, each shape keeps some
 * of its ways, and not each the same.
 */
export function spread(shapes: readonly Shape[], step: (shape: Shape) => readonly Shape[]): readonly Shape[] {
  const ways = shapes.map(step);
  const total = ways.reduce((sum, { length }) => sum + length, 0);
  if (total <= mostShapes) return ways.flat();
  const open = ways.filter(({ length }) => length > 0);
  const share = Math.max(1, Math.floor(mostShapes / open.length));
  return open.flatMap((way, index) => rotated(way, index * share).slice(0, share));
}

function rotated(ways: readonly Shape[], by: number): readonly Shape[] {
  const start = by % ways.length;
  return [...ways.slice(start), ...ways.slice(0, start)];
}
