import type { Observation } from '../../checks/check.js';
import type { RequestCase, RequestValue } from '../../generate/request-case.js';
import type { Binding } from './binding.js';
import type { Depth } from './suspicions.js';

/** A case that is to be sent, and how. */
export interface Errand {
  readonly case: RequestCase;
  readonly binding: Binding;
  /** How far it is followed. */
  readonly depth: Depth;
  /** Told apart from the first time by what is appended to its id: `/smaller-3`; empty: it is the first time. */
  readonly suffix: string;
  /** What it creates stays for others. */
  readonly keep: boolean;
}

/** An accepted case in the middle of what follows from it. */
export interface Scene {
  readonly errand: Errand;
  readonly value: RequestValue;
  readonly seen: Observation;
  /** Id of its exchange. */
  readonly by: string;
}
