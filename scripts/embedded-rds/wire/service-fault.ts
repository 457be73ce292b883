import type * as autoScaling from '@aws-sdk/client-application-auto-scaling';
import type * as cloudWatch from '@aws-sdk/client-cloudwatch';
import type * as rds from '@aws-sdk/client-rds';
import { errorSchema, type ServiceName } from './schemas';

/** The exceptions that a client's model declares, by the name of their class. */
type Declared<Client> = {
  [K in keyof Client]: K extends `${infer Name}$`
    ? Client[K] extends readonly [-3, ...unknown[]]
      ? Name
      : never
    : never;
}[keyof Client];

/** The exceptions that the RDS model declares, `DBClusterNotFoundFault`. */
export type FaultName = Declared<typeof rds>;

/** A refusal by the service, as it goes over the wire. Actions throw it before they change anything. */
export class ServiceFault extends Error {
  constructor(
    /** The code on the wire, `DBInstanceNotFound`: for some faults it differs from the name of the exception. */
    readonly code: string,
    readonly httpStatus: number,
    message: string,
    /** The name of the modelled exception, which is what JSON carries; undefined for faults common to all services. */
    readonly exception?: string,
  ) {
    super(message);
    this.name = 'ServiceFault';
  }
}

/**
 * A fault that the model knows. Code and HTTP status are read from the SDK's own schema: they follow no rule
 * (`DBInstanceNotFound` drops "Fault", `DBClusterNotFoundFault` keeps it, a cluster quota is a 403).
 */
export function fault(name: FaultName, message: string): ServiceFault {
  return declared('rds', name, message);
}

/** The same of Application Auto Scaling. */
export function autoScalingFault(name: Declared<typeof autoScaling>, message: string): ServiceFault {
  return declared('application-autoscaling', name, message);
}

/** The same of CloudWatch. */
export function cloudWatchFault(name: Declared<typeof cloudWatch>, message: string): ServiceFault {
  return declared('monitoring', name, message);
}

/** A fault by the name of the modelled exception; of a name that the model has not, the code itself, with 400. */
export function declared(service: ServiceName, name: string, message: string): ServiceFault {
  const { code, httpStatus } = errorSchema(name, service) ?? { code: name, httpStatus: 400 };
  return new ServiceFault(code, httpStatus, message, name);
}

/** The faults below are common to all AWS services, and no part of RDS's model. */
export function invalidParameterValue(message: string): ServiceFault {
  return new ServiceFault('InvalidParameterValue', 400, message);
}

export function invalidParameterCombination(message: string): ServiceFault {
  return new ServiceFault('InvalidParameterCombination', 400, message);
}

export function missingParameter(message: string): ServiceFault {
  return new ServiceFault('MissingParameter', 400, message);
}

/** The service has no operation of that name, or this server does not play it. */
export function invalidAction(name: string): ServiceFault {
  return new ServiceFault('InvalidAction', 400, `${name} is not supported`);
}
