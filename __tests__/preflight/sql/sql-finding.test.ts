import { sqlFinding } from '../../../scripts/preflight/sql/sql-finding';

const rows = (count: number, names = 't') =>
  Array.from({ length: count }, (_, index) => ({ name: `public.${names}${index}` }));
const detailsOf = (found: { database: string; rows: ReturnType<typeof rows> }[]) =>
  sqlFinding('PG_NOPK', 'block', found, { message: 'Tables.', remedy: 'Keys.' })[0]?.details;

test('has every name, with its database, where the message cannot have them all', () => {
  expect(detailsOf([{ database: 'shop', rows: rows(5) }])).toBeUndefined();
  const details = detailsOf([
    { database: 'shop', rows: rows(6) },
    { database: 'app', rows: rows(1, 'u') },
  ]);
  expect(details).toHaveLength(7);
  expect(details?.slice(5)).toEqual(['public.t5 of shop', 'public.u0 of app']);
  expect(detailsOf([{ database: '', rows: rows(6) }])?.[0]).toBe('public.t0');
});
