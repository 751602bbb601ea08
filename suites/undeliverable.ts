import type { Mail } from './complete-mail.js';

/** Complete but for one fault: nobody can be reached at an address without a domain. */
export const undeliverable: Mail = {
  from: { email: 'sender@example.com' },
  to: { email: 'nobody' },
  subject: 'Touchstone probe',
  html_body: '<p>This cannot be delivered.</p>',
};
