import type { ScenarioContext } from '../src/kit.js';

/** The least a mail must have, in the shape of the API. */
export interface Mail {
  readonly from: { readonly email: string };
  readonly to: { readonly email: string };
  readonly subject: string;
  readonly html_body: string;
}

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
