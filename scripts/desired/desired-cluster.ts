import type { AwsProviderBlock } from '../aws/provider-settings';
import type { Declarations } from './declarations';
import type { DeclaredIdentifier } from './declared-identifiers';
import type { Delivery } from './delivery';
import type { NamedCluster } from './named-cluster';
import type { References } from './references';

/** What the code says about one cluster: read from the synthesized stack, never from AWS. */
export interface DesiredCluster extends NamedCluster {
  /** The construct's path, `stack/orders`. */
  path: string;
  /** The provider block that Terraform would use for this cluster. */
  provider: AwsProviderBlock;
  /** How its stack gets to AWS. */
  delivery: Delivery;
  /** The parameters that each group of the annotation sets, by the group's address in the stack. */
  groupParameters: Readonly<Record<string, GroupParameters>>;
  /** The same with how each is applied, `immediate` or `pending-reboot`. */
  applyMethods: Readonly<Record<string, GroupParameters>>;
  /** The cluster, its instances and what hangs on it, under Terraform's arguments. */
  declared: Declarations;
  /** What a new resource id, or a switchover, may disturb: in any stack of the app. */
  references: References;
  /** Every cluster and every instance that any stack of the app declares: none of them is ever removed. */
  declaredIdentifiers: readonly DeclaredIdentifier[];
}

/** By name; undefined if only Terraform knows the value. */
export type GroupParameters = Readonly<Record<string, string | undefined>>;
