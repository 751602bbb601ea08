import type { OperationKey } from '../contract/model.js';
import { upload, uploadIntent } from '../requirements/operations.js';
import type { RequirementId } from '../requirements/index.js';
import { ofCases } from './case-oracle.js';
import { dotted } from './mail-faults.js';
import { judgedAlone } from './mail-oracles.js';
import type { Oracle } from './oracle.js';

/** Where the faults of a requirement lie, and what they are called. */
interface Place {
  readonly operation: OperationKey;
  readonly at: RegExp;
  readonly called: string;
}

function refuses(requirement: RequirementId, { operation, at, called }: Place): Oracle {
  return ofCases(requirement, {
    operation,
    read: ({ case: tried, request: { verdict } }) => {
      const [edit, ...others] = tried.edits;
      if (verdict.kind !== 'invalid') return null;
      return edit !== undefined && others.length === 0 && at.test(edit.at) ? edit : null;
    },
    judge: (edit, { seen }, { profile }) => {
      const field = dotted(edit.at).replace(/^(?:body|query)\.?/, '');
      return judgedAlone(seen, { requirement, field, called, mustBeNamed: false }, profile);
    },
  });
}

/** What generated uploads show of the Sending API. */
export const uploadOracles: readonly Oracle[] = [
  refuses('ATT-09', {
    operation: upload,
    at: /^\/query\/filename$/,
    called: 'a filename that is missing, empty or too long',
  }),
  refuses('ATT-17', { operation: uploadIntent, at: /^\/body(?:\/.*)?$/s, called: 'an intent with a fault' }),
];
