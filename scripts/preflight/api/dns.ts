import { fact } from '../../view/view';
import { warn } from '../finding';
import { type Check, nothingElse } from './check';

/**
 * Endpoints keep their names and get new addresses, with a time to live of five seconds
 * (https://docs.aws.amazon.com/whitepapers/latest/amazon-aurora-mysql-db-admin-handbook/dns-caching.html). Nothing in AWS shows what
 * clients do with it.
 */
export const dns: Check = {
  codes: ['API_DNS'],
  facts: nothingElse,
  find: (view) => [
    warn(
      'API_DNS',
      `Clients of ${fact(view, 'production').cluster.identifier} find the new environment by DNS, whose answers are valid for 5 seconds; one that keeps them longer stays with the old, read-only cluster. No API shows that.`,
      "Check it once: Java's networkaddress.cache.ttl, resolvers and pools that never reconnect (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html).",
    ),
  ],
};
