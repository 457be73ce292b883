import type { UpgradeAnnotation } from '../../constructs/upgrade/upgrade-annotation';

/** What identifies one cluster of the code in the synthesized stacks. */
export interface NamedCluster {
  /** The stack's name, as `cdktf diff <stack>` takes it. */
  stack: string;
  annotation: UpgradeAnnotation;
}
