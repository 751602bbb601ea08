/**
 * Generated from an OpenAPI document; do not edit. Run `touchstone types` to write it again.
 */

export interface paths {
    "/emails/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one mail
         * @description Checks the mail and queues it. The key needs the permission `email.send`.
         */
        post: operations["sendEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/emails/send/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send up to a hundred mails
         * @description Judges every mail by itself and queues those that pass; counts as one request. When all of them fail for one and the same reason, that reason is the reply. The key needs the permission `email.send`.
         */
        post: operations["sendEmailBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description The description of the API, for everyone. Conditional requests are honoured.
         */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/emails/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file
         * @description Keeps a file of at most 18,874,368 bytes for 24 hours, so that mails can refer to it. The key needs the permission `email.send`.
         */
        post: operations["uploadAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/emails/attachments/{attachment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is known of an uploaded file
         * @description Metadata only; the file itself is not handed out. The key needs the permission `email.send`.
         */
        get: operations["getAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/emails/attachment-uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let somebody without a key upload a file
         * @description Says where and with which headers one file can be uploaded within 15 minutes. The key needs the permission `email.send`.
         */
        post: operations["announceUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/emails/attachment-uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload a file that was announced
         * @description Takes no key but the token of the announcement, and the headers to the letter. May be repeated with the same content.
         */
        put: operations["completeUpload"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the key is and may do
         * @description Tells a client whose key it has. Neither balance nor providers matter. The key needs `email.send`.
         */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A mailbox, with the name that mail programs show for it. */
        Address: {
            /**
             * Format: email
             * @description The address proper.
             * @example reader@sink.example
             */
            email: string;
            /**
             * @description Display name on a single line.
             * @example A reader
             */
            name?: string;
        };
        /** @description A file to add: carried inside the request, or uploaded before. */
        Attachment: components["schemas"]["InlineAttachment"] | components["schemas"]["AttachmentReference"];
        /** @description One mail to one main recipient and at most 50 recipients in all. */
        EmailSendRequest: {
            /** @description Sender. Must be an address that the key may send from. */
            from: components["schemas"]["Address"];
            /** @description The main recipient. */
            to: components["schemas"]["Address"];
            /**
             * @description Subject on a single line.
             * @example Your invoice
             */
            subject: string;
            /**
             * @description The mail as HTML.
             * @example <p>It is attached.</p>
             */
            html_body: string;
            /**
             * @description The mail as plain text, for readers without HTML.
             * @example It is attached.
             */
            text_body?: string;
            /** @description Where answers should go instead of the sender. */
            reply_to?: components["schemas"]["Address"];
            /**
             * Format: email
             * @description Address for bounces.
             * @example bounces@gateway.example
             */
            return_path?: string;
            /** @description Recipients everyone sees. */
            cc?: components["schemas"]["Address"][];
            /** @description Recipients nobody sees. */
            bcc?: components["schemas"]["Address"][];
            /**
             * @description Header lines to add to the mail, by name.
             * @example {
             *       "X-Order": "4711"
             *     }
             */
            custom_headers?: {
                [key: string]: string;
            };
            /** @description Files to add. */
            attachments?: components["schemas"]["Attachment"][];
            /** @description The group of sending accounts to use, or several to choose from. */
            delivery_group?: string | string[];
        };
        /** @description Several independent mails. */
        BatchSendRequest: {
            /** @description The mails, each judged by itself: one that is refused leaves the others alone. */
            messages: components["schemas"]["EmailSendRequest"][];
        };
        /** @description A file carried inside the request. */
        InlineAttachment: {
            /**
             * @description Name without any folder. Its extension must be an allowed one, and for binary formats the content must agree with it.
             * @example invoice.pdf
             */
            filename: string;
            /**
             * @description The bytes of the file in padded base64 without line breaks.
             * @example JVBERi0xLjcK
             */
            content: string;
            /**
             * @description Media type to state instead of the one the extension suggests.
             * @example application/pdf
             */
            type?: string;
            /**
             * @description How the content is written; there is only one way.
             * @default base64
             * @enum {string}
             */
            encoding: "base64";
        };
        /** @description A file that was uploaded before. */
        AttachmentReference: {
            /**
             * @description Public id of an uploaded file.
             * @example att_2m9x1c8b5n3z6l7j2h4k0q7v
             */
            attachment_id: string;
        };
        /** @description A file that somebody without a key is going to upload. */
        AttachmentUploadRequest: {
            /**
             * @description Name without any folder. Its extension must be an allowed one, and for binary formats the content must agree with it.
             * @example invoice.pdf
             */
            filename: string;
            /**
             * @description Bytes of the file. More than 18,874,368 are refused with 413.
             * @example 48213
             */
            size_bytes: number;
            /**
             * @description Media type of the file.
             * @example application/pdf
             */
            content_type?: string;
            /**
             * @description SHA-256 that the bytes must have.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256?: string;
        };
        UploadForm: {
            /**
             * @description Name without any folder. Its extension must be an allowed one, and for binary formats the content must agree with it.
             * @example invoice.pdf
             */
            filename: string;
            /**
             * @description Media type of the file.
             * @example application/pdf
             */
            content_type?: string;
        };
        /** @description Reply to a mail that was taken on. */
        SendReply: {
            /**
             * @description True: the request was served.
             * @constant
             */
            ok: true;
            data: components["schemas"]["SendData"];
            meta: components["schemas"]["Meta"];
        };
        /** @description Reply to a batch of which at least something could be judged singly. */
        BatchReply: {
            /**
             * @description True: the request was served.
             * @constant
             */
            ok: true;
            data: components["schemas"]["BatchData"];
            meta: components["schemas"]["Meta"];
        };
        /** @description What is said about the reply itself. */
        Meta: {
            /**
             * @description The same as in the header X-Request-Id.
             * @example req_8h2k5m1q9w3e7r4t6y0u2i5o
             */
            request_id: string;
        };
        /** @description A mail that was taken on. */
        SendData: {
            /**
             * @description Public id of the mail.
             * @example eml_4k0q7v2m9x1c8b5n3z6l7j2h
             */
            message_id: string;
            /**
             * @description Delivery comes later; accepted means queued.
             * @enum {string}
             */
            status: "queued";
        };
        /** @description What became of one message of a batch. */
        BatchItem: {
            /** @description Position in the request, counted from 0. */
            index: number;
            /** @description Public id of the mail, null when it failed. */
            message_id: string | null;
            /**
             * @description Taken on or refused.
             * @enum {string}
             */
            status: "queued" | "failed";
            /** @description Why it was refused; only on a failed message. */
            error?: components["schemas"]["ItemError"];
        };
        /** @description The results, counted. */
        BatchSummary: {
            /** @description Messages in the request. */
            total: number;
            /** @description Messages taken on. */
            queued: number;
            /** @description Messages refused. */
            failed: number;
        };
        /** @description One result for each message, in the order of the request. */
        BatchData: {
            /** @description The results. */
            results: components["schemas"]["BatchItem"][];
            summary: components["schemas"]["BatchSummary"];
        };
        /** @description One fault in a request. */
        ErrorIssue: {
            /**
             * @description Where it lies: member names and array positions joined by dots.
             * @example cc.3.email
             */
            field: string;
            /**
             * @description Kind of fault, for programs.
             * @example too_long
             */
            code: string;
            /** @description The fault in words. */
            message: string;
        };
        /** @description Why the request was refused. */
        ItemError: {
            /**
             * @description The reason, for programs.
             * @enum {string}
             */
            code: "invalid_parameter" | "missing_parameter" | "authentication_required" | "insufficient_credits" | "insufficient_permissions" | "billing_restricted" | "not_found" | "conflict" | "idempotency_conflict" | "payload_too_large" | "validation_error" | "rate_limit_exceeded" | "daily_limit_exceeded" | "internal_error" | "no_active_providers" | "service_unavailable";
            /** @description What went wrong, for people. The wording may change. */
            message: string;
            /**
             * Format: uri
             * @description Page about the error code.
             */
            doc_url?: string;
            /** @description Whether the same request may succeed later. */
            retryable: boolean;
            /** @description The field concerned; with several, the first of them. */
            param?: string;
            /** @description Every fault that was found. */
            errors?: components["schemas"]["ErrorIssue"][];
        };
        /** @description Any failure. */
        Failure: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            error: components["schemas"]["ItemError"];
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 400. */
        Failure400: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "invalid_parameter" | "missing_parameter";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: false;
                /** @description The field concerned; with several, the first of them. */
                param?: string;
                /** @description Every fault that was found. */
                errors?: components["schemas"]["ErrorIssue"][];
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 401. */
        Failure401: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "authentication_required";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: false;
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 402. */
        Failure402: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "insufficient_credits";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: false;
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 403. */
        Failure403: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "insufficient_permissions" | "billing_restricted";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: false;
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 404. */
        Failure404: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "not_found";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: false;
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 409. */
        Failure409: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "conflict" | "idempotency_conflict";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: false;
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 413. */
        Failure413: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "payload_too_large";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: false;
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 422. */
        Failure422: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "validation_error";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: false;
                /** @description The field concerned; with several, the first of them. */
                param?: string;
                /** @description Every fault that was found. */
                errors?: components["schemas"]["ErrorIssue"][];
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 429. */
        Failure429: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "rate_limit_exceeded" | "daily_limit_exceeded";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: true;
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 500. */
        Failure500: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "internal_error";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: true;
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description A failure with status 503. */
        Failure503: {
            /**
             * @description False: the request was refused.
             * @constant
             */
            ok: false;
            /** @description Why the request was refused. */
            error: {
                /**
                 * @description The reason, for programs.
                 * @enum {string}
                 */
                code: "no_active_providers" | "service_unavailable";
                /** @description What went wrong, for people. The wording may change. */
                message: string;
                /**
                 * Format: uri
                 * @description Page about the error code.
                 */
                doc_url?: string;
                /**
                 * @description Whether the same request may succeed later.
                 * @constant
                 */
                retryable: true;
            };
            meta: components["schemas"]["Meta"];
        };
        /** @description Reply about an uploaded file. */
        AttachmentReply: {
            /**
             * @description True: the request was served.
             * @constant
             */
            ok: true;
            data: components["schemas"]["AttachmentData"];
            meta: components["schemas"]["Meta"];
        };
        /** @description Reply to an announced upload. */
        UploadIntentReply: {
            /**
             * @description True: the request was served.
             * @constant
             */
            ok: true;
            data: components["schemas"]["UploadIntentData"];
            meta: components["schemas"]["Meta"];
        };
        /** @description What is known of an uploaded file. */
        AttachmentData: {
            /**
             * @description Public id of an uploaded file.
             * @example att_2m9x1c8b5n3z6l7j2h4k0q7v
             */
            attachment_id: string;
            /**
             * @description Name without any folder. Its extension must be an allowed one, and for binary formats the content must agree with it.
             * @example invoice.pdf
             */
            filename: string;
            /**
             * @description Media type of the file.
             * @example application/pdf
             */
            content_type: string;
            /** @description Bytes of the file. */
            size_bytes: number;
            /**
             * Format: date-time
             * @description End of its life, in UTC.
             * @example 2026-08-02T10:15:00.000Z
             */
            expires_at: string;
        };
        /** @description How one file can be uploaded without a key. */
        UploadIntentData: {
            /**
             * @description Public id of the announced upload.
             * @example upl_7j2h4k0q7v2m9x1c8b5n3z6l
             */
            upload_id: string;
            /**
             * Format: uri
             * @description Where to send the file.
             * @example https://gateway.example/api/v1/emails/attachment-uploads/upl_7j2h4k0q7v2m9x1c8b5n3z6l
             */
            upload_url: string;
            /**
             * @description How to send it.
             * @enum {string}
             */
            method: "PUT";
            /**
             * Format: date-time
             * @description End of its life, in UTC.
             * @example 2026-08-02T10:15:00.000Z
             */
            expires_at: string;
            /** @description Bytes that a file may have at most. */
            max_size_bytes: number;
            /** @description Headers to send with the file, to the letter. */
            headers: {
                /**
                 * @description Media type of the file.
                 * @example application/pdf
                 */
                "Content-Type": string;
                /** @description The announced size. */
                "Content-Length": string;
                /** @description The permission to upload. */
                "X-Sendmux-Upload-Token": string;
            } & {
                [key: string]: string;
            };
        };
        /** @description Reply about the key itself. */
        ConnectionReply: {
            /**
             * @description True: the request was served.
             * @constant
             */
            ok: true;
            data: components["schemas"]["ConnectionData"];
            meta: components["schemas"]["Meta"];
        };
        /** @description What a key is and may do. */
        ConnectionData: {
            /** @description The team the key belongs to. */
            team: {
                /**
                 * @description Public id.
                 * @example team_gateway
                 */
                id: string;
                /** @description Display name. */
                name: string;
            };
            /** @description The key, without its secret. */
            credential: {
                /**
                 * @description Public id.
                 * @example cred_sender
                 */
                id: string;
                /**
                 * @description What kind of key it is.
                 * @enum {string}
                 */
                type: "api_key" | "oauth" | "agent_token";
                /** @description Display name, if it was given one. */
                name: string | null;
            };
            /** @description What to call the connection in a list. */
            label: string;
            /** @description What the key may do. */
            permissions: string[];
            /** @description Mailboxes the key may send from. */
            mailboxes: {
                /**
                 * @description Public id.
                 * @example mbx_sender
                 */
                id: string;
                /**
                 * Format: email
                 * @description Its address.
                 */
                email: string;
            }[];
        };
        /** @description An OpenAPI 3.1 document. */
        Document: {
            /** @description Version of the standard it follows. */
            openapi: string;
            /** @description Title and version of the API. */
            info: Record<string, never>;
            /** @description The operations. */
            paths: Record<string, never>;
        };
    };
    responses: {
        /** @description The request cannot be read: broken JSON, another media type, or an unusable header or parameter. */
        Failure400: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure400"];
            };
        };
        /** @description There is no usable key or token in the request. */
        Failure401: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "WWW-Authenticate": components["headers"]["Challenge"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure401"];
            };
        };
        /** @description The balance does not cover the mail. */
        Failure402: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure402"];
            };
        };
        /** @description The key is known but may not do this. */
        Failure403: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure403"];
            };
        };
        /** @description What the request names does not exist for this key. */
        Failure404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure404"];
            };
        };
        /** @description The idempotency key was used with another request, or its first request is still running; or an upload was completed with another content. */
        Failure409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure409"];
            };
        };
        /** @description The body, the file or the mail with its files is too large. */
        Failure413: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure413"];
            };
        };
        /** @description The body is not what the operation takes; every fault is listed. */
        Failure422: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure422"];
            };
        };
        /** @description The allowance of the key for this window, or of the team for this day, is used up. */
        Failure429: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure429"];
            };
        };
        /** @description The server failed; nothing was sent. */
        Failure500: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure500"];
            };
        };
        /** @description The request cannot be served at the moment. */
        Failure503: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure503"];
            };
        };
        /** @description Any other failure. */
        AnyFailure: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The request cannot be read: broken JSON, another media type, or an unusable header or parameter. */
        UncountedFailure400: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure400"];
            };
        };
        /** @description There is no usable key or token in the request. */
        UncountedFailure401: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "WWW-Authenticate": components["headers"]["Challenge"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure401"];
            };
        };
        /** @description What the request names does not exist for this key. */
        UncountedFailure404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure404"];
            };
        };
        /** @description The idempotency key was used with another request, or its first request is still running; or an upload was completed with another content. */
        UncountedFailure409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure409"];
            };
        };
        /** @description The body, the file or the mail with its files is too large. */
        UncountedFailure413: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure413"];
            };
        };
        /** @description The body is not what the operation takes; every fault is listed. */
        UncountedFailure422: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure422"];
            };
        };
        /** @description The server failed; nothing was sent. */
        UncountedFailure500: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure500"];
            };
        };
        /** @description The request cannot be served at the moment. */
        UncountedFailure503: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["NoStore"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure503"];
            };
        };
    };
    parameters: {
        /** @description A string of the client for this one request. Within 24 hours of its first use the same request gets the same reply and is not processed again. */
        IdempotencyKey: string;
        /** @description Entity tags the client already has, or an asterisk for any. */
        IfNoneMatch: string;
        /** @description Name of the file. */
        Filename: string;
        /** @description Media type of the file, if it is not the Content-Type of the request. */
        MediaType: string;
        /** @description Bytes of the file; it cannot be sent in chunks. */
        ContentLength: number;
        /** @description The token that came with the announcement of the upload. */
        UploadToken: string;
        /** @description Public id of the file. */
        AttachmentId: string;
        /** @description Public id of the announced upload. */
        UploadId: string;
    };
    requestBodies: never;
    headers: {
        /** @description Id of this reply; equals `meta.request_id` where there is an envelope. */
        RequestId: string;
        /** @description Requests the key may make in a window. */
        RateLimitLimit: number;
        /** @description Requests left in the current window. */
        RateLimitRemaining: number;
        /** @description End of the current window in Unix seconds. */
        RateLimitReset: number;
        /** @description Seconds to wait before the next attempt. */
        RetryAfter: number;
        /** @description The reply must not be kept by any cache. */
        NoStore: "no-store";
        /** @description Any cache may keep the document for an hour. */
        PublicCache: "public, max-age=3600";
        /** @description Weak validator of what was asked for, for If-None-Match. */
        ETag: string;
        /** @description Where the metadata of the new file is. */
        Location: string;
        /** @description The scheme to authenticate with. */
        Challenge: "Bearer";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sendEmail: {
        parameters: {
            query?: never;
            header?: {
                /** @description A string of the client for this one request. Within 24 hours of its first use the same request gets the same reply and is not processed again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The mail or mails. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailSendRequest"];
            };
        };
        responses: {
            /** @description The mail is queued. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["NoStore"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendReply"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            402: components["responses"]["Failure402"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            413: components["responses"]["Failure413"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            500: components["responses"]["Failure500"];
            503: components["responses"]["Failure503"];
            default: components["responses"]["AnyFailure"];
        };
    };
    sendEmailBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description A string of the client for this one request. Within 24 hours of its first use the same request gets the same reply and is not processed again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The mail or mails. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchSendRequest"];
            };
        };
        responses: {
            /** @description Every mail was judged; the results say which ones are queued. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["NoStore"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchReply"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            402: components["responses"]["Failure402"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            413: components["responses"]["Failure413"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            500: components["responses"]["Failure500"];
            503: components["responses"]["Failure503"];
            default: components["responses"]["AnyFailure"];
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags the client already has, or an asterisk for any. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document, without an envelope. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["PublicCache"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description The copy the client has is current. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["PublicCache"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["AnyFailure"];
        };
    };
    uploadAttachment: {
        parameters: {
            query: {
                /** @description Name of the file. */
                filename: components["parameters"]["Filename"];
                /** @description Media type of the file, if it is not the Content-Type of the request. */
                content_type?: components["parameters"]["MediaType"];
            };
            header: {
                /** @description Bytes of the file; it cannot be sent in chunks. */
                "Content-Length": components["parameters"]["ContentLength"];
                /** @description A string of the client for this one request. Within 24 hours of its first use the same request gets the same reply and is not processed again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The file. */
        requestBody: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The file is there. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["NoStore"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentReply"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            409: components["responses"]["Failure409"];
            413: components["responses"]["Failure413"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            500: components["responses"]["Failure500"];
            503: components["responses"]["Failure503"];
            default: components["responses"]["AnyFailure"];
        };
    };
    getAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags the client already has, or an asterisk for any. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Public id of the file. */
                attachment_id: components["parameters"]["AttachmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["NoStore"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentReply"];
                };
            };
            /** @description The copy the client has is current. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["NoStore"];
                    ETag: components["headers"]["ETag"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            500: components["responses"]["Failure500"];
            503: components["responses"]["Failure503"];
            default: components["responses"]["AnyFailure"];
        };
    };
    announceUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description A string of the client for this one request. Within 24 hours of its first use the same request gets the same reply and is not processed again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What will be uploaded. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttachmentUploadRequest"];
            };
        };
        responses: {
            /** @description The file may be uploaded. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["NoStore"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadIntentReply"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            409: components["responses"]["Failure409"];
            413: components["responses"]["Failure413"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            500: components["responses"]["Failure500"];
            503: components["responses"]["Failure503"];
            default: components["responses"]["AnyFailure"];
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header: {
                /** @description The token that came with the announcement of the upload. */
                "X-Sendmux-Upload-Token": components["parameters"]["UploadToken"];
                /** @description Bytes of the file; it cannot be sent in chunks. */
                "Content-Length": components["parameters"]["ContentLength"];
            };
            path: {
                /** @description Public id of the announced upload. */
                upload_id: components["parameters"]["UploadId"];
            };
            cookie?: never;
        };
        /** @description The file. */
        requestBody: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The file is there. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["NoStore"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentReply"];
                };
            };
            400: components["responses"]["UncountedFailure400"];
            401: components["responses"]["UncountedFailure401"];
            404: components["responses"]["UncountedFailure404"];
            409: components["responses"]["UncountedFailure409"];
            413: components["responses"]["UncountedFailure413"];
            422: components["responses"]["UncountedFailure422"];
            500: components["responses"]["UncountedFailure500"];
            503: components["responses"]["UncountedFailure503"];
            default: components["responses"]["AnyFailure"];
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags the client already has, or an asterisk for any. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["NoStore"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionReply"];
                };
            };
            /** @description The copy the client has is current. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["NoStore"];
                    ETag: components["headers"]["ETag"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            500: components["responses"]["Failure500"];
            503: components["responses"]["Failure503"];
            default: components["responses"]["AnyFailure"];
        };
    };
}
