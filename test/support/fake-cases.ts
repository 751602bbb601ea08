import type { ApiOperation, Json } from '../../src/contract/model.js';
import type {
  AssembledRequest,
  CaseFamily,
  CaseMaker,
  RequestCase,
  RequestValue,
} from '../../src/generate/request-case.js';
import type { Edit } from '../../src/generate/schema-source.js';

/** One made-up request as a test writes it. */
export interface FakeCase {
  readonly family?: CaseFamily;
  readonly value: RequestValue;
  readonly edits?: readonly Edit[];
  /** Simpler ones, the simplest first. */
  readonly smaller?: () => readonly FakeCase[];
}

/** What a test makes for an operation, by position in its list. */
export type FakeCases = (index: number, seed: number) => FakeCase;

/** Makes requests by hand: no schema is asked, nothing is claimed of what a request is worth. */
export function fakeMaker(recipes: Readonly<Record<string, FakeCases>>): CaseMaker {
  return {
    *cases(operation, { runs, seed, families }) {
      const recipe = recipes[operation.key];
      if (!recipe) return;
      for (let index = 0; index < runs; index += 1) {
        const one = requestCase(operation, recipe(index, seed), index);
        if (families.includes(one.family)) yield one;
      }
    },
    assemble: (operation, value) => assembled(operation, value),
    obstacles: () => [],
  };
}

function requestCase(operation: ApiOperation, fake: FakeCase, index: number): RequestCase {
  return {
    operation,
    index,
    family: fake.family ?? 'valid',
    mediaType: fake.value.body === undefined ? null : 'application/json',
    value: fake.value,
    edits: fake.edits ?? [],
    *shrink() {
      for (const smaller of fake.smaller?.() ?? []) yield requestCase(operation, smaller, index);
    },
  };
}

function assembled(operation: ApiOperation, value: RequestValue): AssembledRequest {
  const path = operation.path.replace(/\{([^}]*)\}/g, (_, name: string) =>
    encodeURIComponent(text(value.path?.[name])),
  );
  const query = Object.entries(value.query ?? {}).map(([name, one]) => `${name}=${encodeURIComponent(text(one))}`);
  return {
    wire: {
      method: operation.method,
      path: query.length === 0 ? path : `${path}?${query.join('&')}`,
      headers: value.body === undefined ? [] : [['Content-Type', 'application/json']],
      body: value.body === undefined ? null : Buffer.from(JSON.stringify(value.body)),
    },
    verdict: { kind: 'undecided', reason: 'made by hand' },
  };
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
