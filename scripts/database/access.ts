/** One way to the databases of a cluster, with all that it takes but for secrets. */
export type Access = ConnectionAccess | DataApiAccess;

export interface ConnectionAccess {
  kind: 'connection';
  /** Where to connect to: the writer endpoint, or a tunnel to it. */
  host: string;
  port: number;
  /** The writer endpoint as RDS names it: the server's certificate bears this name, and IAM tokens are for it. */
  endpoint: { host: string; port: number };
  /** Absent if the secret or the environment names it. */
  user?: string;
  database: string;
  password: PasswordSource;
}

export type PasswordSource =
  | { from: 'iam' }
  /** The variable that holds it. */
  | { from: 'environment'; variable: string }
  | { from: 'secret'; arn: string }
  | { from: 'command'; command: string };

export interface DataApiAccess {
  kind: 'data-api';
  clusterArn: string;
  secretArn: string;
  database: string;
}

/** This machine: nothing between it and the server can listen, and the embedded RDS's servers have no certificates. */
export const isLoopback = (host: string): boolean => /^((.+\.)?localhost|127(\.\d+){3}|::1)$/i.test(host);
