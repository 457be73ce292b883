import type { World } from '../world';

/** The account and region that an ARN is made for. Every Scene and every ActionContext is one. */
export interface Place {
  world: Pick<World, 'account' | 'addresses'>;
  region: { name: string };
}

/** The resource types of RDS's ARNs, as they stand between account and name. */
export type ArnKind =
  | 'cluster'
  | 'db'
  | 'cluster-pg'
  | 'pg'
  | 'subgrp'
  | 'cluster-snapshot'
  | 'snapshot'
  | 'deployment'
  | 'cluster-endpoint'
  | 'global-cluster'
  | 'db-proxy'
  | 'target-group'
  | 'es'
  | 'integration';

interface Arn {
  /** Empty for a global cluster. */
  region: string;
  account: string;
  kind: string;
  name: string;
}

/** `arn:aws:rds:<region>:<account>:<kind>:<name>`; global clusters belong to no region. Names are lower case in ARNs. */
export function arnOf(place: Place, kind: ArnKind, name: string): string {
  const region = kind === 'global-cluster' ? '' : place.region.name;
  return `arn:aws:rds:${region}:${place.world.account}:${kind}:${name}`;
}

/** Undefined for anything that is not an RDS ARN of the `aws` partition. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:aws:rds:([a-z0-9-]*):(\d{12}):([a-z-]+):(.+)$/.exec(text);
  if (match === null) return undefined;
  const [, region = '', account = '', kind = '', name = ''] = match;
  return { region, account, kind, name };
}

/**
 * The name that an identifier parameter means: RDS takes the name in any case, and for many parameters an ARN instead.
 * An ARN of another kind, account or region is returned as it is: then nothing of that name exists here.
 */
export function nameOf(place: Place, kind: ArnKind, nameOrArn: string): string {
  const arn = parseArn(nameOrArn);
  return arn !== undefined && arnOf(place, kind, arn.name) === nameOrArn
    ? arn.name.toLowerCase()
    : nameOrArn.toLowerCase();
}
