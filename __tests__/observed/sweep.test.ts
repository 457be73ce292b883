import type { Sources } from '../../scripts/observed/sources';
import { Sweep } from '../../scripts/observed/sweep';
import type { Clock } from '../../scripts/runtime/clock';

function connection() {
  let calls = 0;
  let now = 0;
  const read = async () => {
    calls += 1;
    return [];
  };
  const rds = new Proxy({}, { get: () => read });
  const clock = { now: () => now, sleep: async () => {} };
  const open = { rds, metrics: {}, autoscaling: {}, clock } as unknown as Sources & { clock: Clock };
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { open, pass, calls: () => calls };
}

test('clusters of a connection share what it lists, for a minute', async () => {
  const { open, pass, calls } = connection();
  const sweep = new Sweep(2);
  const first = await sweep.sources(open).rds.deployments();
  pass(60_000);
  expect(await sweep.sources(open).rds.deployments()).toBe(first);
  expect(calls()).toBe(1);
  pass(1);
  await sweep.sources(open).rds.deployments();
  expect(calls()).toBe(2);
});

test('other connections have lists of their own', async () => {
  const [tokyo, dublin] = [connection(), connection()];
  const sweep = new Sweep(2);
  await sweep.sources(tokyo.open).rds.clusters();
  await sweep.sources(dublin.open).rds.clusters();
  expect([tokyo.calls(), dublin.calls()]).toEqual([1, 1]);
});

test('one cluster alone is read by name', async () => {
  const { open, calls } = connection();
  await new Sweep(1).sources(open).rds.instances('orders');
  expect(calls()).toBe(1);
});
