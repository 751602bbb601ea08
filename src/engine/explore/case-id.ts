import type { OperationKey } from '../../contract/model.js';

/** What names a case: with the seed it is the same request in every run. */
export interface CaseName {
  readonly operation: OperationKey;
  readonly index: number;
}

/** `POST /pets#17` */
export function caseId({ operation, index }: CaseName): string {
  return `${operation}#${index}`;
}

/** Null: it names no case. A path may hold a `#` itself, so the last one counts. */
export function readCaseId(id: string): CaseName | null {
  const [, operation, index] = /^([A-Z]+ \/.*)#(\d{1,9})$/s.exec(id) ?? [];
  return operation === undefined ? null : { operation, index: Number(index) };
}
