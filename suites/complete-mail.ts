import type { components } from '../generated/sending.js';
import type { ScenarioContext } from '../src/kit.js';

/** A mail as the document describes it: when the contract changes, this no longer compiles. */
export type Mail = components['schemas']['EmailSendRequest'];

/** A complete mail to a sink, from the given address or the fixture `from`. The label keeps its subject apart from others. */
export function completeMail(t: ScenarioContext, label: string, from = t.fixtures.from): Mail {
  const [sink] = t.fixtures.sinks;
  if (from === undefined || sink === undefined) return t.block('the scenario needs the fixtures from and sinks');
  return {
    from: { email: from },
    to: { email: sink },
    subject: `Touchstone ${label} ${t.unique(label)}`,
    html_body: '<p>A test of the API. Nobody needs to read this.</p>',
  };
}
