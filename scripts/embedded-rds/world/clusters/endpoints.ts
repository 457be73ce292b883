import type { Place } from '../names/arn';
import { letters } from '../names/ids';

/**
 * Host names move with the names of clusters and instances: they are computed from them, never stored. AWS puts the same
 * twelve letters into every name of an account and region (in the upgrade log the same before and after).
 */
function suffix(place: Place): string {
  return `${hash(place)}.${place.region.name}.rds.amazonaws.com`;
}

function hash(place: Place): string {
  return `c${letters(`endpoint ${place.world.account} ${place.region.name}`, 11)}`;
}

/** What clients are told of a name: itself, or the address that it stands for, as nothing else would resolve it. */
export function addressOf(place: Place, host: string, port?: number): { address: string; port: number | undefined } {
  return place.world.addresses?.[host] ?? { address: host, port };
}

export function clusterEndpoint(place: Place, identifier: string): string {
  return `${identifier}.cluster-${suffix(place)}`;
}

export function readerEndpoint(place: Place, identifier: string): string {
  return `${identifier}.cluster-ro-${suffix(place)}`;
}

/** A custom cluster endpoint, by its own identifier. */
export function customEndpoint(place: Place, identifier: string): string {
  return `${identifier}.cluster-custom-${suffix(place)}`;
}

export function instanceEndpoint(place: Place, identifier: string): string {
  return `${identifier}.${suffix(place)}`;
}

/** Has the form of AWS's zone of the region, and is none: nothing resolves these names. */
export function hostedZoneId(place: Place): string {
  return `Z${letters(`zone ${place.region.name}`, 13, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')}`;
}
