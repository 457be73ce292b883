import type { AwsProviderBlock } from '../aws/provider-settings';
import type { DesiredCluster } from '../desired/desired-cluster';
import type { KnownCluster } from '../plans/check/known-cluster';
import type { ReadPlan } from '../terraform/plan-json';
import type { PlanResult } from '../terraform/plan-result';

/** What plan-check works on: each stack of the current code, with or without clusters. */
export interface PlannableStacks {
  /** In the order of the code. */
  stacks: PlannableStack[];
  /** Nothing of them can be planned afterwards. */
  close(): Promise<void>;
}

export interface PlannableStack {
  name: string;
  /** The clusters that the code declares in it. */
  clusters: DesiredCluster[];
  /** What the code says of these and a plan does not, in the same order. */
  known: KnownCluster[];
  deploysToAws: boolean;
  /** The provider block of a resource that names none. */
  provider(): AwsProviderBlock;
  /** A plan against the stack's own state, which writes nothing. With the guard off it shows all that an upgrade in place would do. */
  plan(request: StackPlanRequest): Promise<PlanResult>;
}

export interface StackPlanRequest {
  guard: 'on' | 'off';
  /** Given what was read of the plan: names, actions and causes, and of the values those alone that may be printed. */
  inspect(plan: ReadPlan): void;
}
