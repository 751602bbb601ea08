/** The operations of the Sending API that requirements speak of, as the document names them. */
export const send = 'POST /emails/send';
export const batch = 'POST /emails/send/batch';
export const specification = 'GET /openapi.json';

/** Both ways to send. */
export const sends = [send, batch] as const;
