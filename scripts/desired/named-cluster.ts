import type { UpgradeAnnotation } from '../../constructs/upgrade/upgrade-annotation';

/** By what one cluster of the code is found in the synthesized stacks. */
export interface NamedCluster {
  /** The stack's name, as `cdktf diff <stack>` takes it. */
  stack: string;
  annotation: UpgradeAnnotation;
}
