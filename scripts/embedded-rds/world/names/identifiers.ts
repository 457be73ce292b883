import { fault, invalidParameterValue } from '../../wire/service-fault';
import { findCluster, findInstance } from '../lookup';
import type { Scene } from '../scene';

const longest = 63;

/** A new name in the lower case that RDS keeps it in. Throws InvalidParameterValue, in the words of the service. */
export function newIdentifier(parameter: string, value: string): string {
  if (!/^[A-Za-z](?:-?[A-Za-z0-9])*$/.test(value)) {
    throw invalidParameterValue(
      `The parameter ${parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII ` +
        'letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.',
    );
  }
  if (value.length > longest) {
    throw invalidParameterValue(`The parameter ${parameter} has ${value.length} characters; ${longest} are allowed.`);
  }
  return value.toLowerCase();
}

/** A cluster's new name, not taken. Throws DBClusterAlreadyExistsFault. */
export function newClusterIdentifier(scene: Scene, parameter: string, value: string): string {
  const identifier = newIdentifier(parameter, value);
  if (findCluster(scene, identifier)) throw fault('DBClusterAlreadyExistsFault', 'DB Cluster already exists');
  return identifier;
}

/** An instance's new name, not taken. Throws DBInstanceAlreadyExists. */
export function newInstanceIdentifier(scene: Scene, parameter: string, value: string): string {
  const identifier = newIdentifier(parameter, value);
  if (findInstance(scene, identifier)) throw fault('DBInstanceAlreadyExistsFault', 'DB instance already exists');
  return identifier;
}

/**
 * `orders` and `-green-abc123`, cut so that the whole has at most 63 characters. What RDS does with a name that leaves no
 * room for its suffix is not documented.
 */
export function withSuffix(identifier: string, suffix: string): string {
  return identifier.slice(0, longest - suffix.length).replace(/-+$/, '') + suffix;
}
