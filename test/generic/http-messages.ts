/** A request as the example server sees it. */
export interface Asked {
  readonly method: string;
  /** As sent, not decoded, without the query. */
  readonly path: string;
  /** Behind the `?`, not decoded. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What it answers; a body that is no text is written as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Handle = (asked: Asked) => Answer;

/** Something wrong with a request: where, and what. */
export interface Fault {
  readonly at: string;
  readonly fault: string;
}

export function refuse(
  status: number,
  title: string,
  more: { readonly faults?: readonly Fault[]; readonly headers?: Readonly<Record<string, string>> } = {},
): Answer {
  const { faults, headers = {} } = more;
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: { title, status, ...(faults === undefined ? {} : { faults }) },
  };
}

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers: { 'Content-Type': 'application/json', ...headers }, body };
}
