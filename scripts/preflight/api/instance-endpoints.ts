import { fact } from '../../view/view';
import { warn } from '../finding';
import { type Check, nothingElse } from './check';

/**
 * "Use the cluster endpoint, reader endpoint, or custom endpoint for all connections … Don't use instance endpoints"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-best-practices.html).
 */
export const instanceEndpoints: Check = {
  codes: ['REF_INSTANCE_ENDPOINT'],
  facts: nothingElse,
  find(view) {
    const { references, stack } = view.desired;
    const names = references.instanceEndpoints.map((each) =>
      each.stack === stack ? each.address : `${each.address} (stack ${each.stack})`,
    );
    if (names.length === 0) return [];
    return [
      warn(
        'REF_INSTANCE_ENDPOINT',
        `${[...new Set(names)].join(', ')} hands out endpoints of single instances of ${fact(view, 'production').cluster.identifier}: whoever connects to one may find a reader where the writer was.`,
        'Use the cluster endpoint for what writes and the reader endpoint, or a custom one, for what reads.',
      ),
    ];
  },
};
