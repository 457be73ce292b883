import { shellWord } from '../../../constructs/shell-word';
import type { ResourceChange } from '../../terraform/resource-change';

/** Why Terraform would replace a resource, and what reverts that, by Terraform's `action_reason`. */
export function whyReplaced({ address, reason, replacedBecauseOf }: ResourceChange): { why: string; remedy: string } {
  switch (reason) {
    case 'replace_because_tainted':
      return {
        why: 'it is tainted, by a failed create or by terraform taint',
        remedy: `Check that the resource is complete; then: terraform untaint ${shellWord(address)}`,
      };
    case 'replace_by_request':
      return {
        why: `-replace=${shellWord(address)} requests it`,
        remedy: 'Plan without -replace.',
      };
    case 'replace_by_triggers':
      return {
        why: 'something listed in its replace_triggered_by changes',
        remedy: 'Remove that from its replace_triggered_by.',
      };
    default:
      return {
        why: replacedBecauseOf.length > 0 ? `${replacedBecauseOf.join(', ')} cannot be changed in place` : '',
        remedy: 'Revert the change that forces this.',
      };
  }
}

/** What was removed from the code, by Terraform's `action_reason`; undefined if that only says that the resource is gone. */
export function whyDestroyed({ reason }: ResourceChange): string | undefined {
  return Object.hasOwn(destroyedBecause, reason ?? '') ? destroyedBecause[reason!] : undefined;
}

/** https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const destroyedBecause: Record<string, string> = {
  delete_because_count_index: 'count in the code no longer reaches its index',
  delete_because_each_key: 'for_each in the code no longer has its key',
  delete_because_wrong_repetition: 'count or for_each was added to it in the code, or removed',
  delete_because_no_module: 'its module is no longer in the code',
  delete_because_no_move_target: 'a moved block moves it to an address that the code does not have',
};
