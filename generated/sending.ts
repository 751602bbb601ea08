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
        /** @description A file carried inside the request. */
        Attachment: {
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
        /** @description One mail to one main recipient. */
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
        };
        /** @description Several independent mails. */
        BatchSendRequest: {
            /** @description The mails, each judged by itself: one that is refused leaves the others alone. */
            messages: components["schemas"]["EmailSendRequest"][];
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
            code: "invalid_parameter" | "authentication_required" | "insufficient_credits" | "insufficient_permissions" | "billing_restricted" | "not_found" | "idempotency_conflict" | "payload_too_large" | "validation_error" | "rate_limit_exceeded" | "internal_error" | "no_active_providers" | "service_unavailable";
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
                code: "invalid_parameter";
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
                code: "idempotency_conflict";
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
                code: "rate_limit_exceeded";
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
        /** @description The request cannot be read: broken JSON, another media type, or an unusable header. */
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
        /** @description There is no usable key in the request. */
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
        /** @description The idempotency key was used with another request, or its first request is still running. */
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
        /** @description The body is larger than 26,214,400 bytes. */
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
        /** @description The body is JSON but not what the operation takes; every fault is listed. */
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
        /** @description The allowance of the key for this window is used up. */
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
        /** @description The mail cannot be taken on at the moment. */
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
    };
    parameters: {
        /** @description A string of the client for this one request. Within 24 hours of its first use the same request gets the same reply and is not processed again. */
        IdempotencyKey: string;
        /** @description Entity tags the client already has, or an asterisk for any. */
        IfNoneMatch: string;
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
        /** @description Weak validator of the document, for If-None-Match. */
        ETag: string;
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
}
