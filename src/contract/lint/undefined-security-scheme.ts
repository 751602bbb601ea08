import { isObject, joinPointer, listMember, member, objectMember } from '../json-pointer.js';
import { pointerOf } from '../walk.js';
import type { LintRule } from './rule.js';

/** A security requirement that names a scheme the document does not define. */
export const undefinedSecurityScheme: LintRule = {
  name: 'undefined-security-scheme',
  severity: 'error',
  start: (document, report) => {
    const schemes = objectMember(member(document.root, 'components'), 'securitySchemes');
    return {
      enter: (node) => {
        if (node.kind !== 'Operation' && node.kind !== 'OpenAPI') return;
        listMember(node.value, 'security').forEach((alternative, index) => {
          if (!isObject(alternative)) return;
          for (const name of Object.keys(alternative)) {
            // Since 3.2 a name may also be a URI.
            if (member(schemes, name) !== undefined || (document.dialect === '3.2' && /[:/#]/.test(name))) continue;
            const place = joinPointer(pointerOf(node), 'security', index, name);
            report(place, `no security scheme is called ${JSON.stringify(name)}`);
          }
        });
      },
    };
  },
};
