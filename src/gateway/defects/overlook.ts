import type { Issue } from '../failure.js';
import type { SchemaName } from '../parts.js';
import type { Defect } from './defect.js';

/** What a defective validator makes of its issues. `body` is what it looked at. */
export type ChangeIssues = (issues: readonly Issue[], body: unknown) => readonly Issue[];

/** Changes the issues found in bodies of a schema; messages of a batch are bodies of EmailSendRequest. */
export function changeIssues(schema: SchemaName, change: ChangeIssues): Defect['apply'] {
  return (parts) => ({
    ...parts,
    validate: (name, value) => {
      const issues = parts.validate(name, value);
      return name === schema ? change(issues, value) : issues;
    },
  });
}

/** Overlooks some faults of a mail. `value` is what stands at the place of the issue. */
export function overlook(isOverlooked: (issue: Issue, value: unknown) => boolean): Defect['apply'] {
  return changeIssues('EmailSendRequest', (issues, body) =>
    issues.filter((issue) => !isOverlooked(issue, valueAt(body, issue.field))),
  );
}

/** Faults a mail for what is no fault. */
export function object(finds: (mail: Readonly<Record<string, unknown>>) => Issue | null): Defect['apply'] {
  return changeIssues('EmailSendRequest', (issues, body) => {
    const found = isMembers(body) ? finds(body) : null;
    return found === null ? issues : [...issues, found];
  });
}

/** The value at a dot path; undefined where the path leads nowhere. */
export function valueAt(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => (isMembers(value) ? value[step] : undefined), body);
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
