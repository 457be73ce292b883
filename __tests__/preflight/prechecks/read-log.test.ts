import { type Prechecks, readPrecheckLog } from '../../../scripts/preflight/prechecks/read-log';

const problem = (level: unknown, dbObject = 'shop.a', description = 'broken') => ({ level, dbObject, description });
const check = (id: string, fields: object) => ({ id, title: `About ${id}`, status: 'OK', ...fields });
const log = (checksPerformed: unknown[], counts: object = {}) => JSON.stringify({ checksPerformed, ...counts });

const nothing: Prechecks = { problems: [], notRun: [], unlisted: 0 };
const found = (...levels: string[]): Prechecks['problems'] =>
  levels.map((level) => ({ check: 'c', level, object: 'shop.a', description: 'broken' }));

test.each<[string, string, Prechecks | undefined]>([
  ['a check that found nothing', log([check('c', { detectedProblems: [] })]), nothing],
  [
    'an error of a check whose status is OK',
    log([check('c', { detectedProblems: [problem('Error')] })], { errorCount: 1 }),
    { ...nothing, problems: found('error') },
  ],
  [
    'every level, in whatever letters',
    log([check('c', { detectedProblems: [problem('ERROR'), problem('Warning'), problem('notice')] })]),
    { ...nothing, problems: found('error', 'warning', 'notice') },
  ],
  [
    'a level that nobody knows, and none at all',
    log([check('c', { detectedProblems: [problem('Fatal'), problem(undefined)] })]),
    { ...nothing, problems: found('fatal', 'unknown') },
  ],
  [
    'a check without status and problems: a note to everybody, however it begins',
    log([{ id: 'defaultAuthenticationPlugin', title: 'New default', description: 'Warning: The new default …' }]),
    nothing,
  ],
  [
    'a check that could not be run',
    log([check('c', { status: 'ERROR', description: "Can't connect to MySQL server" })]),
    { ...nothing, notRun: [{ check: 'c', why: "Can't connect to MySQL server" }] },
  ],
  [
    'a problem without an object or words of its own has those of the check, and the first of its links',
    log([
      {
        title: 'No id',
        status: 'OK',
        description: 'General.',
        documentationLink: 'https://a\nhttps://b',
        detectedProblems: [{ level: 'Error' }],
      },
    ]),
    { ...nothing, problems: [{ check: 'No id', level: 'error', description: 'General.', link: 'https://a' }] },
  ],
  [
    'errors that are counted and not listed',
    log([check('c', { detectedProblems: [problem('Error')] })], { errorCount: 3 }),
    { ...nothing, problems: found('error'), unlisted: 2 },
  ],
  [
    'what else there may be, and what is of another kind than expected',
    log(
      [
        null,
        'x',
        7,
        check('c', { detectedProblems: 'none', more: { a: 1 } }),
        check('d', { detectedProblems: [null, 3] }),
      ],
      {
        errorCount: '1',
        newField: true,
      },
    ),
    nothing,
  ],
  [
    'names that would control a terminal or begin a line of ours',
    log([check('c', { detectedProblems: [problem('Error', 'shop.\u001b[2Ja', 'one\n  two')] })]),
    { ...nothing, problems: [{ check: 'c', level: 'error', object: 'shop.\ufffd[2Ja', description: 'one two' }] },
  ],
  ['a log that is cut off', log([check('c', {})]).slice(0, -4), undefined],
  ['another log', '2026-01-15T01:00:00 [Note] mysqld: ready for connections', undefined],
  ['JSON of something else', '{"checksPerformed": 3}', undefined],
  ['nothing', '', undefined],
])('%s', (_, text, expected) => {
  expect(readPrecheckLog(text)).toEqual(expected);
});
