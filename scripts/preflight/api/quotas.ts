import { fact } from '../../view/view';
import { block } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/**
 * Green counts as any other cluster, and so does the snapshot of the source
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html).
 */
export const quotas: Check = {
  codes: ['API_QUOTA'],
  facts: () => ['quotas'],
  find(view) {
    const { instances } = fact(view, 'production');
    // A green that makes way for this one.
    const gone = fact(view, 'deployments').replaced === undefined ? null : (view.facts.green ?? null);
    const freed: Readonly<Record<string, number>> =
      gone === null ? {} : { DBClusters: 1, DBInstances: gone.instances.length };
    const needed: Readonly<Record<string, number>> = {
      DBClusters: 1,
      DBInstances: instances.length,
      ManualClusterSnapshots: 1,
    };
    return (seen(view.facts.quotas) ?? [])
      .map(({ name, used, max }) => ({ name, used: used - (freed[name] ?? 0), max, more: needed[name] ?? 0 }))
      .filter(({ used, max, more }) => more > 0 && used + more > max)
      .map(({ name, used, max, more }) =>
        block(
          'API_QUOTA',
          `The quota ${name} of the account is ${max} in ${view.region}, and ${used} are used: green needs ${more} more.`,
          `Remove what is no longer needed, or have the quota raised: aws service-quotas list-service-quotas --service-code rds --region ${view.region}`,
        ),
      );
  },
};
