import { RdsUnreachable } from '../../scripts/rds/faults';
import { patient } from '../../scripts/rds/patient-rds';
import type { RdsPort } from '../../scripts/rds/rds-port';

/** A port whose calls fail as told, one after the other, and then answer. */
function failing(failures: RdsUnreachable[]) {
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
  return { port: patient(port, { clock, notify: (message) => void notes.push(message) }), notes, left };
}

const throttled = () => new RdsUnreachable('DescribeDBClusters', 'Throttling', false);
const nobody = () => new RdsUnreachable('DescribeDBClusters', 'ECONNREFUSED', true);

test('a read is repeated, from the first call on, and every try is told', async () => {
  const { port, notes } = failing([throttled(), throttled(), throttled()]);
  await expect(port.cluster('orders')).resolves.toBeUndefined();
  expect(notes).toHaveLength(3);
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

test('after 15 minutes it ends', async () => {
  const { port } = failing(Array.from({ length: 1000 }, throttled));
  await expect(port.cluster('orders')).rejects.toMatchObject({ code: 'RDS_UNREACHABLE' });
});

test('a call that changes something is never repeated here', async () => {
  await expect(failing([throttled()]).port.rebootInstance('orders-1')).rejects.toBeInstanceOf(RdsUnreachable);
});
