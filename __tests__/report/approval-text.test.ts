import { stripVTControlCharacters } from 'node:util';
import { approvalText } from '../../scripts/report/approval-text';

const event = {
  code: 'APPROVAL',
  cluster: 'orders',
  covers: [
    { fact: 'versions', says: ['15.6 → 15.10'] },
    { fact: 'plan', says: [] },
    { fact: 'hooks', says: ['beforeSwitchover: ./pause.sh (60 s)', '  pause.sh ab12'] },
  ],
  approve: 'c-1234',
  result: true,
} as const;

const text = (to: 'create' | 'switchover') =>
  stripVTControlCharacters(approvalText({ ...event, to } as unknown as Parameters<typeof approvalText>[0], 100));

test('shows what the code covers, and leaves out what does not apply', () => {
  expect(text('switchover').split('\n')).toEqual([
    '',
    'orders: To switch over orders, and nothing else:',
    '  versions  15.6 → 15.10',
    '  hooks     beforeSwitchover: ./pause.sh (60 s)',
    '              pause.sh ab12',
    '  --approve c-1234',
  ]);
});

test('to create is not to switch over: the list of steps above it goes on to the switchover, the code does not', () => {
  expect(text('create')).toContain('and nothing else (the switchover takes a code of its own):');
});

test('at a question the code is not what to type', () => {
  const asked = { ...event, to: 'switchover', result: undefined } as unknown as Parameters<typeof approvalText>[0];
  expect(approvalText(asked, 100)).toMatch(/\(in a run without a terminal: --approve c-1234\)$/);
});
