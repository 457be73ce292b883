import { statedValue } from '../../../scripts/embedded-rds/database/postgresql/schema/settings';

/** What pg_db_role_setting keeps, and what a statement says of it. */
test.each([
  ['work_mem', '9MB', "'9MB'"],
  ['application_name', 'it\'s, "here"', "'it''s, \"here\"'"],
  ['search_path', 'sales, public', "'sales', 'public'"],
  ['search_path', 'sales,public', "'sales', 'public'"],
  ['search_path', '"sales,public"', "'sales,public'"],
  ['search_path', '"$user", "Odd ""Name", public', `'$user', 'Odd "Name', 'public'`],
  ['search_path', '""', "''"],
  ['search_path', '', "''"],
  ['Session_Preload_Libraries', 'auto_explain, "a-b"', "'auto_explain', 'a-b'"],
])('%s = %s is set as %s', (name, kept, stated) => expect(statedValue(name, kept)).toBe(stated));
