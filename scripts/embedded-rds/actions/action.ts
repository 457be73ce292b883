import type { Scene } from '../world/scene';

/** What an API action may see and change: the scene, and who calls. */
export interface ActionContext extends Scene {
  account: string;
  /** ARN of the caller, as GetCallerIdentity answers it. */
  principal: string;
}

/**
 * One RDS API action: input as the SDK's schemas decode it, output as they encode it. Pure but for the world that it is
 * handed. It throws `ServiceFault` (wire/service-fault.ts) for everything that RDS would refuse, before it changes anything.
 */
export type Action<Input, Output> = (context: ActionContext, input: Input) => Output;
