/** A share in 0..1 as a percentage with one decimal; never rounded to 0 % or 100 % when it is neither. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)}%`;
}

/** Milliseconds as a person says them: `840 ms`, `12.3 s`, `4 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** `1 request`, `1,204 requests`. */
export function count(amount: number, noun: string): string {
  return `${grouped(amount)} ${amount === 1 ? noun : `${noun}s`}`;
}

export function grouped(amount: number): string {
  return amount.toLocaleString('en-US');
}

/** Bytes in binary units: `312 B`, `16.0 KiB`. */
export function bytes(amount: number): string {
  if (amount < 1024) return `${amount} B`;
  if (amount < 1024 * 1024) return `${(amount / 1024).toFixed(1)} KiB`;
  return `${(amount / 1024 / 1024).toFixed(1)} MiB`;
}
