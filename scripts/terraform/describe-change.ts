import type { ResourceChange } from './resource-change';

/** `aws_rds_cluster.orders (update: master_password)`. Names only: values in a plan may be passwords. */
export function describeChange(resource: ResourceChange): string {
  const { address, previousAddress, actions, changedAttributes: names, imported, deposed } = resource;
  const words = [
    actions.join() === 'update' && names.length > 0 ? `update: ${shortened(names)}` : actions.join(' and '),
    ...(resource.replacedBecauseOf.length > 0 ? [`because of ${resource.replacedBecauseOf.join(', ')}`] : []),
    ...(previousAddress === undefined ? [] : [`moved from ${previousAddress}`]),
    ...(imported ? ['imported'] : []),
    ...(deposed ? ['a deposed object'] : []),
  ];
  return `${address} (${words.join('; ')})`;
}

function shortened(names: readonly string[]): string {
  const more = names.length > 8 ? ` and ${names.length - 8} more` : '';
  return `${names.slice(0, 8).join(', ')}${more}`;
}
