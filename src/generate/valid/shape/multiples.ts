/** Digits behind the point that a number is written with. */
export function decimalsOf(value: number): number {
  const text = String(value);
  const [mantissa = '', exponent = '0'] = text.split('e');
  const point = mantissa.indexOf('.');
  const digits = point < 0 ? 0 : mantissa.length - point - 1;
  return Math.max(0, digits - Number(exponent));
}

/** Whether a number is a multiple as people count: 19.99 of 0.01, too. */
export function isMultipleOf(value: number, step: number): boolean {
  const quotient = value / step;
  if (!Number.isFinite(quotient)) return Number.isInteger(value) && Number.isInteger(1 / step);
  return Math.abs(quotient - Math.round(quotient)) < 1e-8;
}

/** The least number that all steps divide; null: it cannot be told. */
export function commonMultiple(steps: readonly number[]): number | null {
  const scale = 10 ** Math.max(0, ...steps.map(decimalsOf));
  const whole = steps.map((step) => Math.round(step * scale));
  const common = whole.reduce((one, other) => (one / divisor(one, other)) * other, 1);
  return Number.isFinite(common) && common > 0 ? common / scale : null;
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}
