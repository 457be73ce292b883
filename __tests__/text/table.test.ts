import { fittingTable } from '../../scripts/text/table';

const wide = {
  columns: ['check', 'finds', 'databases'],
  rows: [
    ['PG_NOPK', 'tables without a primary key whose changes are not replicated', 'postgres'],
    ['PG_LO', 'large objects', 'orders'],
  ],
  dispensable: ['databases'],
};

test('a table that fits stays as it is', () => {
  expect(fittingTable(wide, 100).split('\n')[0]).toMatch(/^check {4}finds +databases$/);
});

test('first the dispensable columns go, then the widest one is broken between words', () => {
  expect(fittingTable(wide, 75)).not.toContain('databases');
  expect(fittingTable(wide, 45).split('\n')).toEqual([
    'check    finds',
    '───────  ──────────────────────────────────',
    'PG_NOPK  tables without a primary key whose',
    '         changes are not replicated',
    'PG_LO    large objects',
  ]);
});

test('on a terminal that has no room for it, nothing is broken', () => {
  expect(fittingTable(wide, 25).split('\n')).toHaveLength(4);
});
