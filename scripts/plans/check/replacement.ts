import { shellWord } from '../../../constructs/shell-word';
import type { ResourceChange } from '../../terraform/resource-change';

/** Why Terraform would replace a resource, and what takes that back; by its own word for it (`action_reason`). */
export function whyReplaced({ address, reason, replacedBecauseOf }: ResourceChange): { why: string; remedy: string } {
  switch (reason) {
    case 'replace_because_tainted':
      return {
        why: 'it is tainted, by a create that failed or by terraform taint',
        remedy: `Look at whether it is whole; then: terraform untaint ${shellWord(address)}`,
      };
    case 'replace_by_request':
      return {
        why: `-replace=${shellWord(address)} asks for it`,
        remedy: 'Plan without -replace.',
      };
    case 'replace_by_triggers':
      return {
        why: 'something that its replace_triggered_by names changes',
        remedy: 'Take that out of its replace_triggered_by.',
      };
    default:
      return {
        why: replacedBecauseOf.length > 0 ? `${replacedBecauseOf.join(', ')} cannot be changed in place` : '',
        remedy: 'Take the change back that forces this.',
      };
  }
}

/** What has gone from the code, by Terraform's word for it; undefined where that says no more than that it is not there. */
export function whyDestroyed({ reason }: ResourceChange): string | undefined {
  return Object.hasOwn(destroyedBecause, reason ?? '') ? destroyedBecause[reason!] : undefined;
}

/** https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const destroyedBecause: Record<string, string> = {
  delete_because_count_index: 'count in the code does not reach its index any more',
  delete_because_each_key: 'for_each in the code does not have its key any more',
  delete_because_wrong_repetition: 'count or for_each was added to it in the code, or taken away',
  delete_because_no_module: 'its module is not in the code any more',
  delete_because_no_move_target: 'a moved block sends it to where the code has nothing',
};
