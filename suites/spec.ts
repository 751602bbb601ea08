import {
  declaresSecurity,
  declaresSends,
  first,
  isOpenApi31,
  isSatisfiable,
  isValid,
  listsOperations,
  namesServer,
  scenario,
  statusIs,
  that,
  type DocumentCheck,
  type Observation,
  type RequirementId,
  type Scenario,
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
    for (const [id, faults] of documentChecks) t.check(id, seen, faults(t.facts));
  },
});

function isJsonObject({ object, mediaType }: Observation): Violation | null {
  return that(object !== null, {
    message: 'The document is not served as a JSON object.',
    expected: 'a JSON object',
    actual: mediaType ?? 'a body without Content-Type',
  });
}

export const specSuite: readonly Scenario[] = [document];
