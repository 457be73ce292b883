import type { Setting } from '../../aws/rds/settings';

/**
 * What the provider does with one argument and what a switchover does to it. `schema` is the provider's own word (5.100.0):
 * what is computed as well and left out of the code never shows, what is only optional is then taken for `unset`.
 */
export interface Rule {
  schema: 'required' | 'optional' | 'optional+computed' | 'computed';
  /** A difference destroys the resource and creates another one. */
  forceNew?: true;
  after: After;
  /** What Terraform takes where the code leaves an optional argument out. Default: false, 0, nothing. */
  unset?: Setting;
  /** Values may be secret: they are never shown. */
  hidden?: true;
}

/**
 * - `same`: it is the name or follows from it; names change hands at the switchover
 * - `another`: it belongs to the identity, which is a new one; only computed
 * - `copied`: as blue had it as far as anyone knows; compared again on green
 * - `placed`: chosen anew by RDS
 * - `dropped`: documented not to be copied
 * - `carried`: the same, and the step carry-over puts it on green
 * - `version`, `groups`: set by the deployment, and in the code by the declared upgrade
 * - `state`: never read back; Terraform compares the code with its own state
 * - `unread`: nothing is known here of what RDS has
 */
type After =
  | 'same'
  | 'another'
  | 'copied'
  | 'placed'
  | 'dropped'
  | 'carried'
  | 'version'
  | 'groups'
  | 'state'
  | 'unread';

export type Rules = Readonly<Record<string, Rule>>;

const rule = (schema: Rule['schema'], after: After, more: Partial<Rule> = {}): Rule => ({ schema, after, ...more });

/** Short forms for the tables. */
export const required = (after: After, more?: Partial<Rule>) => rule('required', after, more);
export const optional = (after: After, more?: Partial<Rule>) => rule('optional', after, more);
export const optionalComputed = (after: After, more?: Partial<Rule>) => rule('optional+computed', after, more);
export const computed = (after: After) => rule('computed', after);
export const replaces = { forceNew: true } as const;
