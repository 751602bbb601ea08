import type { AddressInfo } from 'node:net';

/** Contracts the gateway speaks, each an id of `requirements/profiles`. */
export type GatewayProfileId = 'sending@2026-06' | 'sending@2026-08' | 'sending@2026-10' | 'legacy@2026-03';

/** The contract it speaks when none is asked for. */
export const defaultProfile: GatewayProfileId = 'sending@2026-06';

/** Identities that every profile has. */
type ConstantPrincipal =
  'sender' | 'secondSender' | 'unprivileged' | 'revoked' | 'expired' | 'suspended' | 'otherTeam' | 'root';

/** Identities of later profiles: an agent before and after its owner approved it, and an OAuth access token. */
type LaterPrincipal = 'agent' | 'approvedAgent' | 'oauth';

export type GatewayPrincipal = ConstantPrincipal | LaterPrincipal;

/** The secret of each principal the profile has. */
export type GatewayKeys = Readonly<Record<ConstantPrincipal, string>> &
  Readonly<Partial<Record<LaterPrincipal, string>>>;

/** How to start a reference gateway. */
export interface GatewayOptions {
  /** 0 or absent: a free port. The gateway listens on 127.0.0.1 only. */
  readonly port?: number;
  /** Default `sending@2026-06`. */
  readonly profile?: string;
  /** Defects to switch on: full ids (`ENV-01:bare-body`) or a requirement id, meaning its first defect. */
  readonly defects?: readonly string[];
  /** Called once per answered request. */
  readonly log?: (entry: GatewayLogEntry) => void;
  /** Requests per window and key; default 1800 per 60 s. */
  readonly rateLimit?: { readonly limit: number; readonly windowSeconds: number };
}

export interface GatewayLogEntry {
  readonly method: string;
  /** Path and query as received, credentials removed. */
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly requestId: string;
  /** Name of the principal, or null. */
  readonly principal: string | null;
  readonly code: string | null;
}

/** A gateway that is listening. */
export interface RunningGateway {
  /** Base URL ending in `/api/v1`. */
  readonly url: string;
  readonly address: AddressInfo;
  /** A key per principal, random for each start. */
  readonly keys: GatewayKeys;
  readonly fixtures: {
    readonly from: string;
    readonly sinks: readonly string[];
    /** Domains whose every address mail may be sent to. */
    readonly sinkDomains: readonly string[];
    readonly siblingFrom: string;
    readonly foreignFrom: string;
  };
  readonly controls: { readonly url: string; readonly token: string };
  /** Stops accepting, finishes what is in flight (2 s at most) and frees the port. */
  close(): Promise<void>;
}
