/** One statement of a policy; its resource is always `*`. */
export interface PolicyStatement {
  effect: 'Allow' | 'Deny';
  /** `rds:Describe*`, `*`; case does not matter. */
  actions: string[];
}

/** What callers may do. Without policies of a kind, that kind allows everything. */
export interface Policies {
  /** Of whoever calls: here all callers have the same. */
  identityBased?: PolicyStatement[];
  /** Of the account's organization: they allow nothing that the others do not, and may deny. */
  serviceControl?: PolicyStatement[];
}
