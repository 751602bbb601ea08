import { expect, it } from 'vitest';
import { createMessageLog } from './messages.js';

it('keeps the latest ten thousand messages', () => {
  const log = createMessageLog(() => 0);
  const mail = (subject: string) => ({ from: { email: 'a@b.cc' }, to: { email: 'c@d.ee' }, subject, html_body: 'h' });
  log.add(mail('first'), 'eml_0', []);
  for (let at = 1; at < 10_000; at += 1) log.add(mail('more'), `eml_${at}`, []);
  expect(log.withSubject('first')).toHaveLength(1);
  log.add(mail('last'), 'eml_10000', []);
  expect(log.withSubject('first')).toHaveLength(0);
  expect(log.withSubject('last')).toHaveLength(1);
});
