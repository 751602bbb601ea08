import type { ApiOperation, OperationKey } from '../contract/model.js';

/** Replies told apart by what is known at a glance. A member that is absent leaves nothing out. */
export interface About {
  readonly status?: (status: number) => boolean;
  readonly operations?: readonly OperationKey[];
}

/** 2xx */
export const successes: About = { status: (status) => status >= 200 && status < 300 };
/** 4xx and all beyond. */
export const failures: About = { status: (status) => status >= 400 };

export function withStatus(...statuses: readonly number[]): About {
  return { status: (status) => statuses.includes(status) };
}

export function successesOf(...operations: readonly OperationKey[]): About {
  return { ...successes, operations };
}

/** Whether a reply is among those that a check is about. Depends on nothing but status and operation. */
export function isAbout(
  { about }: { readonly about?: About },
  { status, operation }: { readonly status: number; readonly operation: ApiOperation | null },
): boolean {
  if (about?.status?.(status) === false) return false;
  return about?.operations === undefined || (operation !== null && about.operations.includes(operation.key));
}
