import { batch } from '../requirements/operations.js';
import type { Profile } from '../requirements/profile.js';
import { successesOf } from './about.js';
import { itemErrorsOf } from './batch-reply.js';
import type { Fold, Invariant, Observation, Violation } from './check.js';
import { asObject } from './observe.js';
import { show } from './show.js';

type ItemError = Readonly<Record<string, unknown>>;

const unseen = { outcome: 'not-tested', reason: 'no batch with a failed message was accepted in this run' } as const;

/** BATCH-21. Codes that are not published are ENV-09's to report, members that are missing BATCH-11's. */
export const itemErrorsObeyTheTable: Invariant = {
  kind: 'invariant',
  requirement: 'BATCH-21',
  about: successesOf(batch),
  applies: (seen) => itemErrorsOf(seen).length > 0,
  judge: (seen, { profile }) => {
    const faults = itemErrorsOf(seen).flatMap((error) => faultsOf(error, profile));
    return [...new Map(faults.map((fault) => [fault.message, fault])).values()];
  },
  unseen,
};

function faultsOf(error: ItemError, { errorCodes, options }: Profile): readonly Violation[] {
  const { code, retryable, doc_url: docUrl, param } = error;
  const known = typeof code === 'string' && Object.hasOwn(errorCodes, code) ? errorCodes[code] : undefined;
  const fields = fieldsIn(error['errors']);
  const faults: Violation[] = [];
  if (known && typeof retryable === 'boolean' && retryable !== known.retryable) {
    faults.push(fault('retryable does not go with the code', show(known.retryable), show(error)));
  }
  if (typeof docUrl === 'string' && typeof code === 'string' && !docUrl.endsWith(`#${code}`)) {
    faults.push(fault('doc_url does not lead to the code', `#${code} at the end`, docUrl));
  }
  if (fields.length > 0 && param !== fields[0]) {
    faults.push(fault('param is not the field of the first issue', show(fields[0]), show(param)));
  }
  const aboutField = typeof param === 'string' || fields.length > 0;
  if (known && !known.aboutField && aboutField && !options.allowParamOn.includes(String(code))) {
    faults.push(fault('an issue is named though no field is at fault', 'neither param nor errors', show(error)));
  }
  return faults;
}

function fault(what: string, expected: string, actual: string): Violation {
  return { message: `In the error of a message, ${what}.`, expected, actual };
}

function fieldsIn(issues: unknown): readonly string[] {
  if (!Array.isArray(issues)) return [];
  return issues.map((issue) => asObject(issue)?.['field']).filter((field) => typeof field === 'string');
}

/** How a path in the error of a message begins. */
type Style = 'relative' | 'absolute';

/** BATCH-22: all errors of messages in the run use one style. */
export const itemPathsHaveOneStyle: Fold<Style | null> = {
  kind: 'fold',
  requirement: 'BATCH-22',
  about: successesOf(batch),
  start: () => null,
  step: (state, seen) => {
    const paths = pathsIn(seen);
    const [first] = paths;
    if (first === undefined) return { state, relevant: false, violations: [] };
    const style = state ?? styleOf(first);
    const other = paths.find((path) => styleOf(path) !== style);
    const violations = other === undefined ? [] : [mixed(style, other)];
    return { state: style, relevant: true, violations };
  },
  unseen: { outcome: 'not-tested', reason: 'no error of a message named a field in this run' },
};

function pathsIn(seen: Observation): readonly string[] {
  return itemErrorsOf(seen).flatMap((error) => {
    const { param } = error;
    return [...(typeof param === 'string' ? [param] : []), ...fieldsIn(error['errors'])];
  });
}

function styleOf(path: string): Style {
  return /^messages(?:[.[/]|$)/.test(path) ? 'absolute' : 'relative';
}

function mixed(style: Style, other: string): Violation {
  return {
    message: 'Fields in errors of messages are told in two styles.',
    expected: style === 'relative' ? 'to.email' : 'messages.1.to.email',
    actual: show(other),
  };
}
