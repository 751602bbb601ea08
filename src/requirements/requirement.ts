/** RFC 2119 weight of a requirement: a violated MUST fails a run, a violated SHOULD or MAY warns. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/** Which generation of the documents a requirement stems from; `gen`: from none of them, it speaks of any API. */
export type Tier = 'seed' | 'core' | 'doc' | 'att' | 'ext' | 'mgmt' | 'gen';

/**
 * What testing a requirement costs on a live target.
 * C0 nothing, C1 queued mail, C2 a whole rate window, C3 extra principals, C4 server state or faults,
 * C5 waiting or a clock, C6 management resources, C7 large bodies, C8 timing.
 */
export type CostClass = 'C0' | 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'C6' | 'C7' | 'C8';

/** One row of the catalogue, without its id. All texts are our own words. */
export interface RequirementFacts {
  readonly level: Level;
  readonly tier: Tier;
  /** Implied by the documents or by HTTP rather than stated. */
  readonly inferred?: true;
  /** A few words, stable for ever: the name of the JUnit case and the vitest test. */
  readonly title: string;
  /** The clause, one sentence. */
  readonly statement: string;
  /** Document headings and RFC sections the clause rests on. */
  readonly source: readonly string[];
  /** Operations (`POST /emails/send`) the clause speaks of; empty: every operation. */
  readonly operations: readonly string[];
  /** How it is tested, one or two sentences. */
  readonly test: string;
  readonly cost: readonly CostClass[];
  /** What a typical violation looks like: the defect of the gateway reproduces it. */
  readonly defect: string;
  /** What to change in a server that violates it. */
  readonly fix: string;
  /** Contradictions of the catalogue's section B that shape the check (`X-01`). */
  readonly contradictions?: readonly string[];
  /** Why no check exists. Exactly the requirements without a check carry it; a test holds us to that. */
  readonly unchecked?: string;
  /** Why no defect can exist. Exactly the checked requirements without a defect carry it. */
  readonly undefectable?: string;
}

export interface Requirement extends RequirementFacts {
  readonly id: string;
  readonly area: string;
}

/** An area as declared: the compiler keeps the ids as literals. */
export interface Area<Id extends string = string> {
  readonly code: string;
  readonly title: string;
  readonly requirements: Readonly<Record<Id, RequirementFacts>>;
}

/**
 * Declares an area of the catalogue.
 * Ids must start with the area's code; a mistyped one does not compile.
 */
export function defineArea<const Code extends string, const Id extends `${Code}-${number}`>(
  code: Code,
  title: string,
  requirements: Readonly<Record<Id, RequirementFacts>>,
): Area<Id> {
  return { code, title, requirements };
}
