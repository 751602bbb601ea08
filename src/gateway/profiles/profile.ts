import type { JsonSchema } from '../document/json-schema.js';
import type { GatewayPrincipal, GatewayProfileId } from '../options.js';
import type { GatewayParts, JsonMembers, Operation, SchemaName } from '../parts.js';

/** Schemas by name: those that requests are held to, and what they refer to. */
export type RequestSchemas = Readonly<Record<string, JsonSchema>> & Readonly<Partial<Record<SchemaName, JsonSchema>>>;

/** What a profile of the gateway adds to the parts that all of them share. */
export interface GatewayProfile {
  readonly id: GatewayProfileId;
  /** What is served, in the order of the document. */
  readonly operations: readonly Operation[];
  /** What the document shows of requests is what they are held to. */
  readonly requests: RequestSchemas;
  /** Schemas of reply bodies. */
  readonly replies: Readonly<Record<string, JsonSchema>>;
  /** How to authenticate: the schemes, and the alternatives an operation with a key has. */
  readonly security: {
    readonly schemes: JsonMembers;
    readonly alternatives: readonly Readonly<Record<string, readonly string[]>>[];
  };
  /** Members of to, cc and bcc together; null: no common limit. */
  readonly recipientsMax: number | null;
  /** Whom there is a credential for. */
  readonly principals: readonly GatewayPrincipal[];
  /** Replaces parts that this profile understands differently. */
  readonly adapt: (parts: GatewayParts) => GatewayParts;
}
