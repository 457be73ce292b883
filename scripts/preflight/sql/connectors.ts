/** Who a logical replication slot belongs to, by the name that the product gives it, and how to go on after the switchover. */
interface Connector {
  product: string;
  /** Before the slot is dropped. */
  pause: string;
  /** After the switchover. */
  reseed: string;
}

const rows: readonly (Connector & { matches: RegExp })[] = [
  {
    product: 'Debezium',
    matches: /debezium|^dbz/,
    pause: 'stop the connector',
    reseed: 'delete its offsets and start it with snapshot.mode=initial',
  },
  {
    product: 'AWS DMS',
    matches: /^[a-z0-9]+_\d{8}_[0-9a-f]{8}|^dms|^awsdms/,
    pause: 'stop the task',
    reseed: 'start a new task: a task cannot be resumed after a switchover',
  },
  {
    product: 'a zero-ETL integration',
    matches: /zero_?etl|^zetl/,
    pause: 'delete the integration',
    reseed: 'create the integration again',
  },
  { product: 'Fivetran', matches: /fivetran/, pause: 'pause the connection', reseed: 'run a historical re-sync' },
  { product: 'Materialize', matches: /^materialize/, pause: 'drop the source', reseed: 'create the source again' },
  { product: 'Airbyte', matches: /airbyte/, pause: 'disable the connection', reseed: 'refresh all its streams' },
  {
    product: 'PeerDB or ClickPipes',
    matches: /peerflow|clickpipes/,
    pause: 'pause the mirror',
    reseed: 'resync the mirror',
  },
  { product: 'Stitch', matches: /stitch/, pause: 'pause the integration', reseed: 'reset it' },
  { product: 'Estuary Flow', matches: /^flow_slot/, pause: 'disable the capture', reseed: 'backfill the capture' },
  { product: 'Qlik Replicate', matches: /qlik|attunity/, pause: 'stop the task', reseed: 'reload the target' },
  { product: 'Striim', matches: /striim/, pause: 'stop the application', reseed: 'run the initial load' },
  { product: 'Sequin', matches: /sequin/, pause: 'disable the sinks', reseed: 'backfill the sinks' },
];

const somebody: Connector = {
  product: 'an unknown consumer',
  pause: 'stop whoever reads from it',
  reseed: 'have it copy everything again: changes between are not in the new slot',
};

export const connectorOf = (slot: string): Connector =>
  rows.find(({ matches }) => matches.test(slot.toLowerCase())) ?? somebody;
