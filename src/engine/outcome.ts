/** What became of a requirement in a run, from best to worst; a parent shows its worst child. */
export const outcomes = [
  'not-applicable',
  'passed',
  'not-tested',
  'waived',
  'warned',
  'blocked',
  'failed',
  'error',
] as const;
export type Outcome = (typeof outcomes)[number];

export const verdicts = ['conformant', 'conformant-with-waivers', 'non-conformant', 'inconclusive'] as const;
/** What became of the run. */
export type Verdict = (typeof verdicts)[number];

export const modes = ['smoke', 'safe', 'full', 'disruptive'] as const;
/** How much a run may do to the target, from least to most. */
export type Mode = (typeof modes)[number];

/** True when a run in mode `have` may do what needs mode `need`. */
export function allows(have: Mode, need: Mode): boolean {
  return modes.indexOf(have) >= modes.indexOf(need);
}

export function worst(all: readonly Outcome[]): Outcome {
  return all.reduce<Outcome>((a, b) => (outcomes.indexOf(b) > outcomes.indexOf(a) ? b : a), 'not-applicable');
}
