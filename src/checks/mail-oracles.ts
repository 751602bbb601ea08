import { send } from '../requirements/operations.js';
import type { Profile } from '../requirements/profile.js';
import type { RequirementId } from '../requirements/index.js';
import { faultsTold, judgeFaultAlone, type BodyFault } from './body-faults.js';
import { ofCases, type TriedCase } from './case-oracle.js';
import type { Observation } from './check.js';
import { errorOf } from './envelope.js';
import { describe, namedFields, that, type Judgement } from './judge.js';
import { edgeIsAllowed, isOnEdge } from './mail-edges.js';
import { faultOfEdit, unknownMember } from './mail-faults.js';
import type { Oracle } from './oracle.js';
import { show } from './show.js';
import { breaksUntoldRules } from './untold-rules.js';

/** Requirements about one member of a mail, each shown by the edits that build a fault into it or lead to its edge. */
const ofOneMember: readonly RequirementId[] = [
  'SEND-06',
  'SEND-07',
  'SEND-08',
  'SEND-09',
  'SEND-10',
  'SEND-11',
  'SEND-12',
  'SEND-13',
  'SEND-14',
  'SEND-16',
  'SEND-17',
  'SEND-18',
  'SEND-19',
  'SEND-20',
  'SEND-21',
  'SEND-22',
  'SEND-25',
  'SEND-26',
  'ATT-29',
  'ATT-30',
];

/** The faults of a mail that must be refused; empty: it is not surely a faulty one, or some lie outside of it. */
function faultsOf({ case: { edits }, request }: TriedCase): readonly BodyFault[] {
  if (request.verdict.kind !== 'invalid') return [];
  const faults = edits.map((edit) => faultOfEdit(edit, '/body'));
  return faults.every((fault) => fault !== null) ? faults : [];
}

function onlyFaultOf(tried: TriedCase): BodyFault | null {
  const [fault, ...others] = faultsOf(tried);
  return fault === undefined || others.length > 0 ? null : fault;
}

/** A fault that must be refused, or an edge that must not. */
function speaksOf(requirement: RequirementId): Oracle {
  return ofCases<BodyFault | 'edge'>(requirement, {
    operation: send,
    read: (tried, { profile }) => {
      const fault = onlyFaultOf(tried);
      if (fault?.requirement === requirement) return fault;
      return isOnEdge(tried, requirement, profile) ? 'edge' : null;
    },
    judge: (shown, { seen }, { profile }) =>
      shown === 'edge' ? edgeIsAllowed(seen) : judgedAlone(seen, shown, profile),
  });
}

/** ATT-30. Of unknown members SEND-20 speaks as well, where no files can be uploaded it alone. */
const attachmentsAreClosed = ofCases('ATT-30', {
  operation: send,
  read: (tried) => {
    const fault = onlyFaultOf(tried);
    const isUnknown = fault?.requirement === 'SEND-20' && String(fault.field).startsWith('attachments.');
    return isUnknown ? fault : null;
  },
  judge: (fault, { seen }, { profile }) => judgedAlone(seen, fault, profile),
});

/** A reply that says something else than the fault asks for is left to those that speak of it. */
export function judgedAlone(seen: Observation, fault: BodyFault, profile: Profile): Judgement {
  const judgement = judgeFaultAlone(seen, fault, profile);
  return judgement === 'unclear' ? null : judgement;
}

/** A refusal for the form of a body, told in an envelope. */
function isToldRefusal(seen: Observation): boolean {
  return (seen.status === 400 || seen.status === 422) && errorOf(seen) !== null;
}

/** What has no name, or an endless one, need not be told. */
function canBeTold({ field }: BodyFault): boolean {
  return [field].flat().every((name) => name.length <= 100 && !/(?:^|\.)$/.test(name));
}

/** ERR-28. An unknown member may be blamed on the object that holds it. */
const singleFaultIsNamed = ofCases('ERR-28', {
  operation: send,
  read: (tried) => {
    const fault = onlyFaultOf(tried);
    const isMember = fault !== null && fault.called !== unknownMember && canBeTold(fault);
    return isMember && isToldRefusal(tried.seen) ? fault : null;
  },
  judge: (fault, { seen }, { profile }) => judgedAlone(seen, { ...fault, mustBeNamed: true }, profile),
});

/** ERR-24 */
const allFaultsAreNamed = ofCases('ERR-24', {
  operation: send,
  read: (tried) => {
    const faults = faultsOf(tried);
    return isToldRefusal(tried.seen) && faults.length > 1 && faults.every(canBeTold) ? faults : null;
  },
  judge: (faults, { seen }) => {
    const told = faultsTold(seen, { body: {}, faults });
    return that(told.size === faults.length, {
      message: 'A refusal leaves out some of the faults of a mail.',
      expected: `issues at ${faults.map(({ field }) => String(field)).join(', ')}`,
      actual: show(namedFields(seen)),
    });
  },
});

/** SPEC-09: what is within every limit of the document is not refused for its form. */
const validMailIsNotRefused = ofCases('SPEC-09', {
  operation: send,
  read: ({ case: { value }, request }, { profile }) => {
    if (request.verdict.kind !== 'valid') return null;
    return breaksUntoldRules(value.body, profile) ? null : {};
  },
  judge: (_, { seen }) =>
    that(![400, 415, 422].includes(seen.status), {
      message: 'A mail within all documented limits is refused.',
      expected: 'a 2xx status, or a refusal for another reason than its form',
      actual: describe(seen),
    }),
});

/** What generated mails show of the Sending API. */
export const mailOracles: readonly Oracle[] = [
  ...ofOneMember.map(speaksOf),
  attachmentsAreClosed,
  singleFaultIsNamed,
  allFaultsAreNamed,
  validMailIsNotRefused,
];
