import { minutes } from '../step';

/** What the gate waits for, one after the other, and how long at most; runbook/README.md has this as a table. */
export const gateWaits = {
  available: {
    what: 'every member of production and of green is available',
    limit: minutes(60),
  },
  caughtUp: {
    what: 'Aurora MySQL: green is less than the whole `--switchover-timeout` behind (CloudWatch; by default 300 s)',
    limit: minutes(60),
  },
  gates: {
    what: 'every gate below that says "waited for"; Aurora MySQL\'s `MY_REPLICA` asks green itself: at most half of `--switchover-timeout`',
    limit: minutes(30),
  },
};
