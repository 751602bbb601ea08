import {
  bodyWith,
  declaresSecurity,
  declaresSends,
  documentedLimits,
  first,
  isOpenApi31,
  isSatisfiable,
  isValid,
  judgeDocument,
  listsOperations,
  namedFields,
  namesServer,
  requiredMembers,
  requirementsDiffer,
  scenario,
  serverIsLaxer,
  serverIsStricter,
  statusIs,
  that,
  type DocumentCheck,
  type DocumentedLimit,
  type Observation,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
  type Violation,
} from '../src/kit.js';

/** What each requirement asks of the document itself. */
const documentChecks: readonly (readonly [RequirementId, DocumentCheck])[] = [
  ['SPEC-02', isOpenApi31],
  ['SPEC-03', isValid],
  ['SPEC-04', listsOperations],
  ['SPEC-05', namesServer],
  ['SPEC-06', declaresSecurity],
  ['SPEC-07', declaresSends],
  ['SPEC-11', isSatisfiable],
];

/** One anonymous fetch: that it succeeds is a requirement of three areas, what it holds is read in all its parts. */
const document = scenario({
  id: 'SPEC.document',
  title: 'the document is fetched and read',
  verifies: ['SPEC-01', 'AUTH-14', 'PERM-03', ...documentChecks.map(([id]) => id)],
  mode: 'smoke',
  principals: [],
  price: { requests: 1, messages: 0 },
  run: async (t) => {
    const seen = await t.send({ method: 'GET', path: '/openapi.json', as: 'anonymous' });
    t.check('AUTH-14', seen, statusIs(seen, 200));
    t.check('PERM-03', seen, statusIs(seen, 200));
    t.check('SPEC-01', seen, first(statusIs(seen, 200), isJsonObject(seen)));
    for (const [id, faults] of documentChecks) t.check(id, seen, judgeDocument(faults, seen, t.facts));
  },
});

function isJsonObject({ object, mediaType }: Observation): Violation | null {
  return that(object !== null, {
    message: 'The document is not served as a JSON object.',
    expected: 'a JSON object',
    actual: mediaType ?? 'a body without Content-Type',
  });
}

/** The most limits of one operation that are probed on their own. */
const mostLimits = 12;

/**
 * Every body here lacks members that the document requires, so none can be delivered; what the reply complains about
 * besides tells where the server draws its lines. All limits go into one body first, and only those that look wrong
 * there are probed on their own.
 */
const limits = scenario({
  id: 'SPEC.limits',
  title: 'bodies touch and cross the documented limits',
  verifies: ['SPEC-09'],
  mode: 'safe',
  operations: ['POST /emails/send'],
  price: { requests: 3 + 2 * mostLimits, messages: 0 },
  run: async (t) => {
    const operation = t.model.operations.get('POST /emails/send');
    const required = operation ? requiredMembers(operation, t.facts) : [];
    const empty = await post(t, {});
    if (!operation || required.length === 0 || namedFields(empty).length === 0) {
      t.skip('SPEC-09', 'the document requires no members, or the replies do not name those that are wrong');
      return;
    }
    t.check('SPEC-09', empty, requirementsDiffer(required, empty));
    const documented = documentedLimits(operation, t.facts).slice(0, mostLimits);
    await probe(t, documented, { side: 'within', judge: serverIsStricter });
    await probe(t, documented, { side: 'beyond', judge: serverIsLaxer });
  },
});

interface Side {
  readonly side: 'within' | 'beyond';
  readonly judge: (limit: DocumentedLimit, seen: Observation) => Violation | null;
}

async function probe(t: ScenarioContext, documented: readonly DocumentedLimit[], { side, judge }: Side): Promise<void> {
  const together = await post(t, mergeAll(documented.map((limit) => bodyWith(limit, limit[side]))));
  t.check('SPEC-09', together, null);
  for (const limit of documented) {
    if (judge(limit, together) === null) continue;
    const alone = await post(t, bodyWith(limit, limit[side]));
    t.check('SPEC-09', alone, judge(limit, alone));
  }
}

/** One body with the members of all, objects joined one level deep. */
function mergeAll(bodies: readonly object[]): object {
  const merged: Record<string, unknown> = {};
  for (const [name, value] of bodies.flatMap((body) => Object.entries(body) as [string, unknown][])) {
    const before = merged[name];
    const joins = isPlainObject(before) && isPlainObject(value);
    merged[name] = joins ? { ...before, ...value } : value;
  }
  return merged;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function post(t: ScenarioContext, json: object): Promise<Observation> {
  return t.send({ method: 'POST', path: '/emails/send', as: 'sender', json });
}

export const specSuite: readonly Scenario[] = [document, limits];
