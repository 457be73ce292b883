/** What Terraform's plan says about one cluster. */
export type PlanProof =
  /** `variablesOf`: the place of its state in HCP Terraform, whose variables the plan has not read. */
  | { kind: 'no-changes'; variablesOf?: string }
  /** It destroys what is to be destroyed, and changes nothing else of the stack. */
  | { kind: 'only-expected'; addresses: string[] }
  /** Nothing of this cluster changes; what does change elsewhere in the stack was not caused by the upgrade. */
  | { kind: 'changes-elsewhere'; addresses: string[] }
  | { kind: 'changes'; addresses: string[] }
  /** The plan is stopped by the guards of other clusters of the stack, whose upgrades are still to come. */
  | { kind: 'waits-for-others'; clusters: string[] }
  /** The code is not written yet: one edit changes these clusters as well, which have not come to it. */
  | { kind: 'waits-for-code'; clusters: readonly string[] }
  /** Nothing is known: there is no terraform here, or it failed. */
  | { kind: 'not-proven'; terraformMissing: boolean; reason: string; remedy: string };
