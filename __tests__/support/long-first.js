const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Whoever waits for the provider's fixed delays (63 s for a create) begins first, beside all the others: without a cache of
 * earlier runs, as in a fresh clone, jest would sort by the files' sizes.
 */
const long = [
  'e2e/major',
  'e2e/whole-construct',
  'e2e/package',
  'e2e/terraform',
  'e2e/cdktf',
  'e2e/prediction',
  'e2e/plan-check',
  'workflows/steps',
  'e2e/old-cluster-check',
  'e2e/',
];

const rank = ({ path }) => {
  const place = long.findIndex((name) => path.replaceAll('\\', '/').includes(`/__tests__/${name}`));
  return place === -1 ? long.length : place;
};

module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted].sort((a, b) => rank(a) - rank(b));
  }
};
