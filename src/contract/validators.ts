import { createFirstOpinion } from './first-opinion.js';
import { textMember } from './json-pointer.js';
import { isJsonType, matchMediaType } from './media-type.js';
import type {
  ApiMediaType,
  ApiOperation,
  ApiRequestBody,
  ApiResponse,
  Direction,
  LoadedDocument,
  ResponseVerdict,
  SchemaVerdict,
  Validators,
} from './model.js';
import { copySchemas, isKnownDialect, type SchemaCopy } from './schema-copy.js';
import type { SecondOpinion } from './second-opinion.js';

/**
 * Makes the validators of a document. Nothing is compiled before it is asked for.
 *
 * A body is judged by ajv, and where {@link Validators.prepare} was awaited, called invalid only if a second,
 * independent validator says so too; otherwise the verdict is `undecided`.
 */
export function createValidators(document: LoadedDocument): Validators {
  const courts = createCourts(document);
  return {
    prepare: async (operation) => {
      await courts('response').prepare(operation.responses.flatMap(schemasOf));
      await courts('request').prepare(schemasOf(operation.requestBody));
    },
    response: (operation, status, body) => judgeResponse(operation, { status, ...body }, courts('response')),
    request: (operation, body) => {
      const documented = matchMediaType(operation.requestBody?.content ?? [], body.mediaType);
      if (documented !== null) return judgeContent(documented, body, courts('request'));
      return { kind: 'undecided', reason: `${operation.key} documents no request body of type ${body.mediaType}` };
    },
    schema: (pointer, value, direction = 'either') => courts(direction).judge(pointer, value),
  };
}

/** Both opinions on the schemas of a document, for bodies of one direction. */
interface Court {
  prepare(pointers: readonly string[]): Promise<void>;
  judge(pointer: string, value: unknown): SchemaVerdict;
}

/** One court per direction, opened when first needed; they are the same one where the direction makes no difference. */
function createCourts(document: LoadedDocument): (direction: Direction) => Court {
  const courts = new Map<Direction, Court>();
  const dialect = textMember(document.root, 'jsonSchemaDialect');
  const readable = dialect === null || isKnownDialect(dialect);
  // Where the direction makes no difference, its copy is that of either.
  let unfiltered: SchemaCopy | null = null;
  const open = (direction: Direction): Court => {
    if (!readable) return abstain(`schemas in the dialect ${dialect} are not understood`);
    const copy = (direction === 'either' ? unfiltered : null) ?? copySchemas(document, direction);
    if (direction !== 'either' && !copy.filtered) {
      unfiltered = copy;
      return courtFor('either');
    }
    return createCourt(copy, `http://oas.invalid/${document.sha256}/${direction}.json`);
  };
  const courtFor = (direction: Direction): Court => {
    const court = courts.get(direction) ?? open(direction);
    courts.set(direction, court);
    return court;
  };
  return courtFor;
}

function abstain(reason: string): Court {
  return { prepare: () => Promise.resolve(), judge: () => ({ kind: 'undecided', reason }) };
}

function createCourt(copy: SchemaCopy, base: string): Court {
  const first = createFirstOpinion(copy, base);
  let second: SecondOpinion | null = null;
  const prepared = new Set<string>();
  const judge = (pointer: string, value: unknown): SchemaVerdict => {
    const verdict = first(pointer, value);
    if (verdict.kind !== 'invalid') return verdict;
    const other = second?.judge(pointer, value) ?? 'invalid';
    if (other === 'invalid') return verdict;
    const reason = other === 'valid' ? 'the second validator accepts the value' : other.undecided;
    return { kind: 'undecided', reason: `no second opinion against ${pointer}: ${reason}` };
  };
  // The same body is asked about several times in a row.
  let last: { readonly pointer: string; readonly value: unknown; readonly verdict: SchemaVerdict } | null = null;
  return {
    prepare: async (pointers) => {
      const missing = pointers.filter((pointer) => !prepared.has(pointer));
      if (missing.length === 0) return;
      const { createSecondOpinion } = await import('./second-opinion.js');
      second ??= createSecondOpinion(copy, base);
      await second.prepare(missing);
      for (const pointer of missing) prepared.add(pointer);
      last = null;
    },
    judge: (pointer, value) => {
      const known = last?.pointer === pointer && last.value === value && typeof value === 'object' ? last : null;
      last = known ?? { pointer, value, verdict: judge(pointer, value) };
      return last.verdict;
    },
  };
}

function schemasOf(holder: ApiRequestBody | ApiResponse | null): readonly string[] {
  return (holder?.content ?? []).flatMap(({ range, schema }) => (schema !== null && isJsonType(range) ? [schema] : []));
}

interface Body {
  readonly mediaType: string | null;
  readonly value: unknown;
}

function judgeResponse(
  operation: ApiOperation,
  reply: Body & { readonly status: number },
  court: Court,
): ResponseVerdict {
  const documented = findResponse(operation.responses, reply.status);
  if (documented === null) {
    const statuses = operation.responses.map(({ status }) => status);
    return { kind: 'undocumented-status', status: reply.status, documented: statuses };
  }
  const { content } = documented;
  if (reply.mediaType === null && content.length === 0) return { kind: 'valid' };
  const matched = reply.mediaType === null ? null : matchMediaType(content, reply.mediaType);
  if (matched !== null) return judgeContent(matched, reply, court);
  const ranges = content.map(({ range }) => range);
  return { kind: 'undocumented-media-type', mediaType: reply.mediaType ?? 'none', documented: ranges };
}

function judgeContent(documented: ApiMediaType, body: Body, court: Court): SchemaVerdict {
  if (documented.schema === null) return { kind: 'valid' };
  if (body.mediaType === null || !isJsonType(body.mediaType)) {
    return { kind: 'undecided', reason: `${body.mediaType ?? 'a body without type'} is not judged as JSON` };
  }
  return court.judge(documented.schema, body.value);
}

/** The exact status, else its class, else `default` (OpenAPI 3.1, "Responses Object"). */
export function findResponse(responses: readonly ApiResponse[], status: number): ApiResponse | null {
  const exact = String(status);
  const known = responses.find((response) => response.status === exact);
  if (known !== undefined) return known;
  const named = (name: string) => responses.find((response) => response.status.toUpperCase() === name);
  return named(`${Math.floor(status / 100)}XX`) ?? named('DEFAULT') ?? null;
}
