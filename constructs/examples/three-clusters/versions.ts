/**
 * The version of each cluster, in one place: what a reviewer looks at, and what `npx aurora-blue-green` edits. Write plain literals,
 * and hand the whole object to the cluster (`...versions.orders`): the commands add and remove properties here.
 *
 * A minor upgrade is a bump:
 *
 *     orders: { engineVersion: '15.10' },
 *
 * A major upgrade is declared, deployed (which adds the parameter groups of its family), and then run:
 *
 *     orders: { engineVersion: '15.10', upgradeTo: '16.6' },
 *
 * `upgrade orders` turns that into the first line below, and `cleanup orders`, days later, into the second:
 *
 *     orders: { engineVersion: '16.6', previousEngineVersion: '15.10' },
 *     orders: { engineVersion: '16.6' },
 */
export const versions = {
  users: { engineVersion: '15.7' },
  billing: { engineVersion: '15.7' },
  orders: { engineVersion: '15.7' },
};
