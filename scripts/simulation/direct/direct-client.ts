import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import type { WorldClock } from '../../embedded-rds/server/clock';
import { perform } from '../../embedded-rds/server/perform';
import { settle } from '../../embedded-rds/server/service';
import type { Encoded, Protocol } from '../../embedded-rds/wire/protocol';
import type { ServiceName } from '../../embedded-rds/wire/schemas';
import { ServiceFault } from '../../embedded-rds/wire/service-fault';
import type { World } from '../../embedded-rds/world/world';
import { asOnTheWire } from './as-on-the-wire';
import { connectionReset, exceptionOf, notXml } from './sdk-exceptions';

/** One call of a client, before it is performed. */
export interface DirectCall {
  service: ServiceName;
  operation: string;
  input: Record<string, unknown>;
}

/** What became of it in the world, whatever the caller hears: a fault may come after the operation has taken effect. */
interface Effect {
  tookEffect: boolean;
}

export interface DirectOptions {
  world: World;
  clock: WorldClock;
  region: string;
  /** Last part of the caller's ARN, `user/<name>`. */
  user: string;
  /** Done around every call; `perform` is synchronous, and throws what the SDK would throw. Default: nothing. */
  around?(call: DirectCall, perform: () => Answered): Promise<Answered>;
  /** Told with the world's time whenever a service has answered, as the SDK's response headers tell it. */
  heard?(at: number): void;
}

export interface Answered extends Effect {
  output?: unknown;
  /** What the SDK would throw. */
  error?: unknown;
}

export interface DirectClients {
  rds: RDSClient;
  sts: STSClient;
  cloudWatch: CloudWatchClient;
  autoscaling: ApplicationAutoScalingClient;
}

/**
 * Clients of the SDK that call the embedded RDS's actions straight: no signature, no serialization, no stream, which are nine
 * tenths of what a call costs in process. Adapters and paginators take them for the SDK's own.
 */
export function directClients(options: DirectOptions): DirectClients {
  const client = <Client extends object>(type: { prototype: Client }, service: ServiceName): Client =>
    Object.assign(Object.create(type.prototype) as Client, {
      config: { region: async () => options.region },
      send: (command: SdkCommand) => send(options, service, command),
      destroy: () => {},
    });
  return {
    rds: client(RDSClient, 'rds'),
    sts: client(STSClient, 'sts'),
    cloudWatch: client(CloudWatchClient, 'monitoring'),
    autoscaling: client(ApplicationAutoScalingClient, 'application-autoscaling'),
  };
}

interface SdkCommand {
  constructor: { name: string };
  input: Record<string, unknown>;
}

async function send(options: DirectOptions, service: ServiceName, command: SdkCommand): Promise<unknown> {
  const call = {
    service,
    operation: command.constructor.name.replace(/Command$/, ''),
    input: asOnTheWire(command.input) as Record<string, unknown>,
  };
  const performed = () => answerTo(options, call);
  const { output, error } = await (options.around?.(call, performed) ?? performed());
  if (error !== undefined) throw error;
  return output;
}

/** The embedded RDS's own way through a call, with faults and transaction, between a protocol that leaves values as they are. */
function answerTo({ world, clock, region, user, heard }: DirectOptions, call: DirectCall): Answered {
  const { service, operation, input } = call;
  settle(world, clock);
  let output: unknown;
  let tookEffect = false;
  const ok: Encoded = { status: 200, headers: {}, body: '' };
  const protocol: Protocol = {
    operation,
    input: () => input,
    output(_schema, given) {
      output = given;
      tookEffect = true;
      return ok;
    },
    fault: () => ok,
  };
  const arn = `arn:aws:iam::${world.account}:user/${user}`;
  const caller = { accessKeyId: user, region, service, arn, userId: `AIDA${user.toUpperCase()}` };
  try {
    const result = perform({ world, now: clock.now(), caller, service, protocol, requestId: operation });
    if (result === 'reset') return { tookEffect, error: connectionReset() };
    heard?.(clock.now());
    if (result.status >= 300) return { tookEffect, error: notXml(result.status) };
    return { tookEffect, output: asOnTheWire(output ?? {}) };
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    heard?.(clock.now());
    return { tookEffect, error: exceptionOf(error, service) };
  }
}
