import type { Action } from '../actions/action';
import { autoScalingActions } from '../actions/application-auto-scaling/registry';
import { cloudWatchActions } from '../actions/cloudwatch/registry';
import { actions as rdsActions } from '../actions/registry';
import { type OperationSchema, operationSchema, type ServiceName } from '../wire/schemas';
import { invalidAction } from '../wire/service-fault';

// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
type Actions = Record<string, Action<any, any>>;

/** The operations that are played of each service; of STS and IAM those in server/identity.ts. */
const played: Record<Exclude<ServiceName, 'sts'>, Actions> = {
  rds: rdsActions,
  'application-autoscaling': autoScalingActions,
  monitoring: cloudWatchActions,
};

/** A service by its name in a signature's scope; IAM's schemas are not among this project's packages. */
export type PlayedService = ServiceName | 'iam';

/** Undefined for a service that this server does not play. */
export function serviceNamed(name: string): PlayedService | undefined {
  return Object.hasOwn(played, name) || name === 'sts' || name === 'iam' ? (name as PlayedService) : undefined;
}

/** `DescribeDBClusters`, `monitoring:GetMetricData`, `rds:*` or `*`: whether there can be a call of that name. */
export function isOperation(name: string): boolean {
  const [service, operation] = name.includes(':') ? (name.split(':', 2) as [string, string]) : [undefined, name];
  const asked = service === undefined ? [...Object.keys(played), 'sts', 'iam'] : [service];
  return asked
    .map(serviceNamed)
    .some(
      (each) =>
        each !== undefined &&
        (operation === '*' ||
          (each === 'iam'
            ? ['GetUser', 'ListRoles'].includes(operation)
            : operationSchema(operation, each) !== undefined)),
    );
}

/** Throws InvalidAction for an operation that the service does not have. */
export function requireOperation(service: ServiceName, name: string): OperationSchema {
  const schema = operationSchema(name, service);
  if (schema === undefined) throw invalidAction(name);
  return schema;
}

/** Throws InvalidAction for an operation that is not played. */
export function requireAction(service: Exclude<ServiceName, 'sts'>, name: string): Action<unknown, unknown> {
  const action = Object.hasOwn(played[service], name) ? played[service][name] : undefined;
  if (action === undefined) throw invalidAction(name);
  return action;
}
