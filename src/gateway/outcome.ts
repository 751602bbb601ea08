import type { JsonMembers, KeyRecord, Visit } from './parts.js';

/** What an operation answers when it does not fail. */
export interface Data {
  readonly kind: 'data';
  readonly status: 200 | 201;
  readonly data: JsonMembers;
  /** Value of Location; null: none. */
  readonly location: string | null;
}

/** 200 with data. */
export function ok(data: JsonMembers): Data {
  return { kind: 'data', status: 200, data, location: null };
}

/** 201 with data, and where it can be asked for again. */
export function created(data: JsonMembers, location: string | null): Data {
  return { kind: 'data', status: 201, data, location };
}

/** The key of a request that passed authentication. */
export function keyOf({ key }: Visit): KeyRecord {
  if (key === null) throw new Error('The operation needs a key.');
  return key;
}
