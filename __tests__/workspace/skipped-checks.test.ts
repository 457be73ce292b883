import { upgradeRequest } from '../../scripts/workspace/start-view';
import { viewOf } from '../support/view-of';

const { desired } = viewOf();

test('--skip names a check of the data, in any case, with a reason', () => {
  expect(upgradeRequest(desired, { skip: ['pg_lo', 'PG_SEQ'], reason: ' nobody reads them ' }).skip).toEqual([
    { id: 'PG_LO', reason: 'nobody reads them' },
    { id: 'PG_SEQ', reason: 'nobody reads them' },
  ]);
});

test.each([
  [{ skip: ['PG_LO'] }, /^--skip PG_LO needs a reason\./],
  [{ skip: ['PG_LO'], reason: '  ' }, /^--skip PG_LO needs a reason\./],
  [{ reason: 'why' }, /^--reason belongs to --skip\./],
  [{ skip: ['PG_NONSENSE'], reason: 'why' }, /^--skip PG_NONSENSE: there is no check of the data with this name\./],
  [{ skip: ['API_STATE'], reason: 'why' }, /^--skip API_STATE: there is no check of the data with this name\./],
])('%j is refused', (options, message) => {
  expect(() => upgradeRequest(desired, options)).toThrow(
    expect.objectContaining({ exitCode: 64, message: expect.stringMatching(message) }),
  );
});
