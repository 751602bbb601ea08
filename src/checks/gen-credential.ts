import type { ApiOperation } from '../contract/model.js';
import type { RequirementId } from '../requirements/index.js';
import type { CheckContext } from './check.js';
import { oracleOf, triedAs, untested } from './make-oracle.js';
import { demandsCredential, isSuccess, latestOf } from './gen-reply.js';
import type { Oracle, Tried } from './oracle.js';
import { showHeader } from './show.js';

type TriedCredential = Extract<Tried, { kind: 'credential' }>;

/** Refusals that tell whether a credential was asked for; others, a 404 that hides what is there among them, do not. */
const telling = [400, 401, 403, 422];

function isTelling({ accepted, seen }: TriedCredential, context: CheckContext): boolean {
  const { operation } = accepted;
  if (operation === null || !isSuccess(accepted) || !demandsCredential(operation)) return false;
  return canBeWithheld(operation, context) && (isSuccess(seen) || telling.includes(seen.status));
}

/** A client certificate stays part of the connection, whatever the request says. */
function canBeWithheld({ security }: ApiOperation, { model }: CheckContext): boolean {
  const schemes = (security ?? []).flat().map(({ scheme }) => model.securitySchemes.get(scheme)?.type);
  return !schemes.includes('mutualTLS');
}

function refuses(requirement: RequirementId, given: TriedCredential['given'], subject: string): Oracle {
  return oracleOf(requirement, {
    read: (tried, context) => {
      const probe = triedAs('credential', tried);
      return probe?.given === given && isTelling(probe, context) ? probe.seen : null;
    },
    judge: (seen) => {
      const [expected, actual] = ['401 or 403', String(seen.status)];
      if (isSuccess(seen)) return [{ message: `${subject} is accepted.`, expected, actual }];
      if (seen.status === 401 || seen.status === 403) return [];
      return [{ message: `${subject} is refused as malformed.`, expected, actual, tolerated: true }];
    },
    unseen: untested('no operation with declared security accepted a request'),
  });
}

/** GEN-09 */
export const securityIsAskedFor = refuses('GEN-09', 'none', 'A request without a credential');

/** GEN-10 */
export const unknownCredentialsAreRefused = refuses('GEN-10', 'unknown', 'A request with an unknown credential');

/** A challenge begins with the name of its scheme, a token (RFC 9110 section 11.3). */
const challenge = /^[\w!#$%&'*+.^`|~-]+/;

/** GEN-11 */
export const refusalsSayHowToAuthenticate = oracleOf('GEN-11', {
  read: (tried) => {
    const seen = latestOf(tried);
    return seen?.status === 401 ? seen : null;
  },
  judge: (seen) => {
    const field = seen.header('www-authenticate');
    if (field !== null && challenge.test(field)) return [];
    return [
      { message: 'A 401 names no way to authenticate.', expected: 'WWW-Authenticate', actual: showHeader(field) },
    ];
  },
  unseen: untested('no 401 was seen'),
});
