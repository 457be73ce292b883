import type { HarmfulParameter } from './engine';

/** Parameters of Aurora MySQL 3 and later (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html). */
export const filters = [
  'binlog-do-db',
  'binlog-ignore-db',
  'replicate-do-db',
  'replicate-ignore-db',
  'replicate-do-table',
  'replicate-ignore-table',
  'replicate-wild-do-table',
  'replicate-wild-ignore-table',
] as const;

/** Nothing fails where one of these is set, but green is not what production is. */
export const harmful: Readonly<Record<string, HarmfulParameter>> = {
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html
  event_scheduler: {
    fine: ['OFF', '0', 'DISABLED'],
    why: 'on green, events would run beside those of production, and AWS wants it off when a deployment is created',
  },
  ...Object.fromEntries(
    filters.map((name) => [
      name,
      { fine: [''], why: 'what a filter leaves out does not reach green, and is lost with the switchover' },
    ]),
  ),
};
