import { send } from '../requirements/operations.js';
import type { Profile } from '../requirements/profile.js';
import type { RequirementId } from '../requirements/index.js';
import { faultsTold, judgeFaultAlone, type BodyFault } from './body-faults.js';
import { ofCases, type TriedCase } from './case-oracle.js';
import type { Observation } from './check.js';
import { errorOf } from './envelope.js';
import { describe, namedFields, that, type Judgement } from './judge.js';
import { faultOfEdit, unknownMember } from './mail-faults.js';
import type { Oracle } from './oracle.js';
import { asObject } from './observe.js';
import { show } from './show.js';

/** Requirements about one fault in a mail, each shown by the edits that build such a fault in. */
const ofOneFault: readonly RequirementId[] = [
  'SEND-06',
  'SEND-07',
  'SEND-08',
  'SEND-09',
  'SEND-10',
  'SEND-11',
  'SEND-13',
  'SEND-14',
  'SEND-16',
  'SEND-17',
  'SEND-18',
  'SEND-19',
  'SEND-20',
  'SEND-21',
  'SEND-22',
  'SEND-24',
  'SEND-25',
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

function refusesFault(requirement: RequirementId): Oracle {
  return ofCases(requirement, {
    operation: send,
    read: (tried) => {
      const fault = onlyFaultOf(tried);
      return fault?.requirement === requirement ? fault : null;
    },
    judge: (fault, { seen }, { profile }) => judgedAlone(seen, fault, profile),
  });
}

/** A reply that says something else than the fault asks for is left to those that speak of it. */
export function judgedAlone(seen: Observation, fault: BodyFault, profile: Profile): Judgement {
  const judgement = judgeFaultAlone(seen, fault, profile);
  return judgement === 'unclear' ? null : judgement;
}

/** A refusal for the form of a body, told in an envelope. */
function isToldRefusal(seen: Observation): boolean {
  return (seen.status === 400 || seen.status === 422) && errorOf(seen) !== null;
}

/** ERR-28. An unknown member may be blamed on the object that holds it, and what has no name cannot be told. */
const singleFaultIsNamed = ofCases('ERR-28', {
  operation: send,
  read: (tried) => {
    const fault = onlyFaultOf(tried);
    const names = fault === null ? [] : [fault.field].flat();
    const isMember = fault?.called !== unknownMember && names.every((name) => !/(?:^|\.)$/.test(name));
    return isMember && isToldRefusal(tried.seen) ? fault : null;
  },
  judge: (fault, { seen }, { profile }) => judgedAlone(seen, { ...fault, mustBeNamed: true }, profile),
});

/** ERR-24 */
const allFaultsAreNamed = ofCases('ERR-24', {
  operation: send,
  read: (tried) => {
    const faults = faultsOf(tried);
    return isToldRefusal(tried.seen) && faults.length > 1 ? faults : null;
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

/** The contract asks more of a mail than its schema tells: of all recipients together, of files within it, of what it refers to. */
export function breaksUntoldRules(mail: unknown, { values }: Profile): boolean {
  if (asObject(mail)?.['delivery_group'] !== undefined) return true;
  const attachments = asObject(mail)?.['attachments'];
  const files = Array.isArray(attachments) ? attachments.map(asObject) : [];
  return recipientsOf(mail) > (values.recipientsMax ?? Infinity) || !files.every(isPlainFile);
}

/** A text whose content is padded base64 (RFC 4648 section 4). */
function isPlainFile(file: ReturnType<typeof asObject>): boolean {
  const { filename, content } = file ?? {};
  if (typeof filename !== 'string' || typeof content !== 'string' || !filename.endsWith('.txt')) return false;
  return Buffer.from(content, 'base64').toString('base64') === content;
}

/** to, cc and bcc of a mail together. */
function recipientsOf(mail: unknown): number {
  const { cc, bcc } = asObject(mail) ?? {};
  return 1 + [cc, bcc].reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

/** What generated mails show of the Sending API. */
export const mailOracles: readonly Oracle[] = [
  ...ofOneFault.map(refusesFault),
  singleFaultIsNamed,
  allFaultsAreNamed,
  validMailIsNotRefused,
];
