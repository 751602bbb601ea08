import type { GatewayPrincipal, RunningGateway } from './options.js';

/** A secret and the name that stands for it wherever it would be written. */
interface NamedSecret {
  readonly name: string;
  readonly value: string;
}

/** What a run must know of a gateway to test it with all its keys and controls. */
export interface GatewayEndpoint {
  readonly target: string;
  readonly principals: Readonly<Partial<Record<GatewayPrincipal, NamedSecret>>>;
  readonly fixtures: RunningGateway['fixtures'];
  readonly controls: { readonly url: string; readonly token: NamedSecret };
}

/** Names the secrets of a gateway in process, which no environment variable holds. */
export function endpointOf({ url, keys, fixtures, controls }: RunningGateway): GatewayEndpoint {
  const principals = Object.fromEntries(
    Object.entries(keys).map(([principal, value]): [string, NamedSecret] => [
      principal,
      { name: nameOf(principal), value },
    ]),
  );
  return {
    target: url,
    principals,
    fixtures,
    controls: { url: controls.url, token: { name: 'CONTROL_TOKEN', value: controls.token } },
  };
}

/** `secondSender` → `SECOND_SENDER_KEY` */
function nameOf(principal: string): string {
  return `${principal.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_KEY`;
}
