import { fact, type View } from '../../view/view';
import { warn } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

const name = 'logical_decoding_work_mem';
/** Of PostgreSQL, in kilobytes (https://www.postgresql.org/docs/current/runtime-config-resource.html). */
const engineDefault = 65_536;
const kilobyte = 1024;
/** A database each: `postgres`, `rdsadmin`, and one of the application; only SQL counts them. */
const leastSlots = 3;

/**
 * Each database has a slot, and each slot's WAL sender on the writer may use this much memory before it spills to disk
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export const decodingMemory: Check = {
  codes: ['API_MEMORY'],
  facts: (view) => (isPostgres(view) ? ['freeableMemory', 'ownParameters'] : []),
  find(view) {
    const free = seen(view.facts.freeableMemory);
    const own = seen(view.facts.ownParameters);
    if (!isPostgres(view) || free === undefined || own === undefined) return [];
    const { identifier } = fact(view, 'production').cluster;
    if (free === null) {
      return [
        warn(
          'API_UNCHECKED',
          `CloudWatch has no FreeableMemory of the writer of ${identifier} for the last day: whether decoding for green has room was not checked.`,
          'Check it in the console; a new instance has no history yet.',
        ),
      ];
    }
    const each = Number(own.cluster[name] ?? own.instance[name] ?? engineDefault) * kilobyte;
    if (!(free < each * leastSlots)) return [];
    return [
      warn(
        'API_MEMORY',
        `Free memory on the writer of ${identifier} fell to ${megabytes(free)} MB in the last day. Replication to green takes up to ${megabytes(each)} MB (${name}) for each of at least ${leastSlots} databases.`,
        `Use a larger class for the upgrade, or a smaller ${name}: it then spills to disk, and green falls behind.`,
      ),
    ];
  },
};

const isPostgres = (view: View) => view.desired.annotation.engine === 'aurora-postgresql';

const megabytes = (bytes: number) => Math.round(bytes / (kilobyte * kilobyte));
