/** The operations of the Sending API that requirements speak of, as the document names them. */
export const send = 'POST /emails/send';
export const batch = 'POST /emails/send/batch';
export const specification = 'GET /openapi.json';
export const upload = 'POST /emails/attachments';
export const attachment = 'GET /emails/attachments/{attachment_id}';
export const uploadIntent = 'POST /emails/attachment-uploads';
export const completeUpload = 'PUT /emails/attachment-uploads/{upload_id}';
export const connection = 'GET /me';

/** Both ways to send. */
export const sends = [send, batch] as const;
/** The operations of attachment uploads. */
export const uploads = [upload, attachment, uploadIntent, completeUpload] as const;
