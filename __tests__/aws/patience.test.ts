import { RdsUnreachable } from '../../scripts/aws/faults';
import { patient } from '../../scripts/aws/patience';
import type { RdsPort } from '../../scripts/aws/rds/rds-port';

/** A port whose calls fail as told, one after the other, and then answer. */
function failing(failures: RdsUnreachable[], limit: { limit?: number } = {}) {
  let now = 0;
  const notes: string[] = [];
  const left = [...failures];
  const answer = async () => {
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    return undefined;
  };
  const port = { cluster: answer, identity: answer, rebootInstance: answer } as unknown as RdsPort;
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const notify = (message: string) => void notes.push(message);
  return { port: patient(port, { clock, notify, ...limit }), notes, left, elapsed: () => now };
}

const throttled = () => new RdsUnreachable('DescribeDBClusters', 'Throttling', false);
const notDone = () => new RdsUnreachable('RebootDBInstance', 'Throttling', false, { nothingDone: true });
const nobody = () => new RdsUnreachable('DescribeDBClusters', 'ECONNREFUSED', true);

test('a read is repeated, from the first call on, and what does not pass in two seconds is told', async () => {
  const { port, notes, elapsed } = failing([throttled(), throttled(), throttled()]);
  await expect(port.cluster('orders')).resolves.toBeUndefined();
  expect(notes).toEqual([]);
  expect(elapsed()).toBe(1_750);
  const longer = failing([throttled(), throttled(), throttled(), throttled(), throttled()]);
  await longer.port.cluster('orders');
  expect(longer.notes).toHaveLength(2);
});

test('where nobody has ever answered the endpoint is wrong: not waited for', async () => {
  await expect(failing([nobody()]).port.cluster('orders')).rejects.toBeInstanceOf(RdsUnreachable);
});

test('where somebody has answered it is an outage: waited for', async () => {
  const { port, left } = failing([]);
  await port.cluster('orders');
  left.push(nobody(), nobody());
  await expect(port.cluster('orders')).resolves.toBeUndefined();
});

test('an answer of STS says nothing about RDS', async () => {
  const { port, left } = failing([]);
  await port.identity();
  left.push(nobody());
  await expect(port.cluster('orders')).rejects.toBeInstanceOf(RdsUnreachable);
});

test.each([
  [undefined, 15 * 60_000, /has not answered for 15 minutes/],
  [20_000, 20_000, /has not answered for 20 seconds/],
])('a read ends at its limit: %p', async (limit, most, message) => {
  const { port, elapsed } = failing(Array.from({ length: 1000 }, throttled), { limit });
  const asking = port.cluster('orders');
  await expect(asking).rejects.toMatchObject({ code: 'RDS_UNREACHABLE' });
  await expect(asking).rejects.toThrow(message);
  expect(elapsed()).toBeLessThanOrEqual(most);
  expect(elapsed()).toBeGreaterThan(most - 31_000);
});

const unconnected = () => new RdsUnreachable('DescribeDBClusters', 'no connection', false, { unconnected: true });

test('a service that could never be connected to is waited for two minutes, and the network is named', async () => {
  const { port, elapsed } = failing(Array.from({ length: 1000 }, unconnected));
  await expect(port.cluster('orders')).rejects.toMatchObject({
    code: 'RDS_UNREACHABLE',
    message: expect.stringContaining('could not be reached for 2 minutes'),
    remedy: expect.stringContaining('HTTPS_PROXY'),
  });
  expect(elapsed()).toBeLessThanOrEqual(2 * 60_000);
});

test.each([
  ['an answer', []],
  ['a refusal for its rate', [throttled()]],
])('after %s, no connection is an outage', async (_, before) => {
  const { port, left, elapsed } = failing([...before]);
  await port.cluster('orders');
  left.push(...Array.from({ length: 1000 }, unconnected));
  await expect(port.cluster('orders')).rejects.toThrow(/has not answered for 15 minutes/);
  expect(elapsed()).toBeGreaterThan(14 * 60_000);
});

test('a change is not sent again as long as it may have been done', async () => {
  const { port, left } = failing([throttled(), notDone()]);
  await expect(port.rebootInstance('orders-1')).rejects.toBeInstanceOf(RdsUnreachable);
  expect(left).toHaveLength(1);
});

test('a change that was not done is sent again, until one may have been', async () => {
  const { port, left } = failing([notDone(), notDone(), throttled()]);
  await expect(port.rebootInstance('orders-1')).rejects.toMatchObject({ nothingDone: false });
  expect(left).toHaveLength(0);
  await expect(failing([notDone()]).port.rebootInstance('orders-1')).resolves.toBeUndefined();
});

describe('interrupted', () => {
  const stalled = () => {
    const interruption = new AbortController();
    let answer: () => void = () => {};
    const call = () => new Promise<void>((resolve) => (answer = resolve));
    const port = patient({ cluster: call, rebootInstance: call } as unknown as RdsPort, {
      clock: { now: () => 0, sleep: async () => {} },
      signal: interruption.signal,
      notify: () => {},
    });
    return { port, interrupt: () => interruption.abort(new Error('Ctrl-C')), answer: () => answer() };
  };

  test('a read that waits for its answer is given up', async () => {
    const { port, interrupt } = stalled();
    const read = port.cluster('orders');
    interrupt();
    await expect(read).rejects.toThrow('Ctrl-C');
  });

  test('the answer to a change is waited for', async () => {
    const { port, interrupt, answer } = stalled();
    const change = port.rebootInstance('orders-1');
    interrupt();
    setTimeout(answer, 20);
    await expect(change).resolves.toBeUndefined();
  });
});
