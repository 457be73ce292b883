import { isOurs } from '../history';
import { here } from '../site';
import type { Invariant } from './invariant';

export const oneDeployment: Invariant = {
  name: 'one-deployment',
  says: 'there is at most one deployment of ours',
  watch: ({ site }) => ({
    look() {
      const ours = Object.values(here(site).deployments).filter(
        (deployment) => isOurs(deployment) && deployment.status !== 'DELETING',
      );
      if (ours.length <= 1) return undefined;
      return `there are ${ours.map(({ identifier, status }) => `${identifier} (${status})`).join(', ')}`;
    },
  }),
};
