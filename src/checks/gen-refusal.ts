import { splitPointer } from '../contract/json-pointer.js';
import type { Violation } from './check.js';
import { areAlike, textOf } from './gen-alike.js';
import { brokenRequest, type Broken } from './gen-broken.js';
import { oracleOf, untested } from './make-oracle.js';
import { describedBy } from './gen-reply.js';
import { showEdits, stablePlace, type Fault } from './gen-words.js';
import { show } from './show.js';

/** GEN-08. A refusal that the request also gets unbroken is about something else: an id that is not there, a missing right. */
export const refusalsNameTheFault = oracleOf('GEN-08', {
  read: (tried) => {
    const broken = brokenRequest(tried);
    if (broken === null || ![400, 422].includes(broken.seen.status) || !isDescribed(broken)) return null;
    const [names, text] = [namesOf(broken.fault), textOf(broken.seen)];
    return names.length > 0 && text !== null ? { broken, names, text } : null;
  },
  judge: ({ broken, names, text }) => {
    const said = plain(text);
    return names.some((name) => said.includes(plain(name))) ? [] : [unnamed(broken, names, text)];
  },
  standsBeside: (seen, unbroken) => !areAlike(seen, unbroken),
  unseen: untested('no request was refused for its form with a body'),
});

/** The document may say that a refusal has no body: then nothing is to be read from what comes all the same. */
function isDescribed({ case: { operation }, seen }: Broken): boolean {
  const response = describedBy({ operation, seen });
  return response === null || response.content.length > 0;
}

/** Names of the place at fault and of the objects around it: `/body/to/0/email` has `to` and `email`. */
function namesOf({ at }: Fault): readonly string[] {
  const [, ...steps] = splitPointer(at);
  return steps.filter((step) => !/^\d+$/.test(step) && plain(step) !== '');
}

/** Spelling makes no difference: `firstName`, `first_name` and `First name` are one name. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function unnamed({ case: broken, seen, fault }: Broken, names: readonly string[], text: string): Violation {
  return {
    message: `A ${seen.status} does not say what is wrong with ${stablePlace(fault.at, fault.keyword)}.`,
    expected: `a body that names ${show(names.at(-1))}`,
    actual: `${show(text)} to ${showEdits(broken)}`,
  };
}
