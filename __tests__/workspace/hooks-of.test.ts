import { hooksOf } from '../../scripts/workspace/hooks-of';

const cluster = (hooks: object) => ({ annotation: { hooks } }) as unknown as Parameters<typeof hooksOf>[0];

test('hooks of the code have a limit and no variables unless they say otherwise', () => {
  const inCode = { onFailure: { command: 'undo', timeoutSeconds: 9, env: ['PGUSER'] }, verifyGreen: 'smoke' };
  expect(hooksOf(cluster(inCode))).toEqual([
    { point: 'verifyGreen', command: 'smoke', timeoutSeconds: 300, env: [], files: [], absent: ['smoke'] },
    { point: 'onFailure', command: 'undo', timeoutSeconds: 9, env: ['PGUSER'], files: [], absent: ['undo'] },
  ]);
});

test('--hook wins point by point, and keeps the limit and the variables of the code', () => {
  const inCode = { onFailure: { command: 'undo', timeoutSeconds: 9, env: ['PGUSER'] }, verifyGreen: 'smoke' };
  const typed = ['onFailure=undo --as=me', 'afterSwitchover=true'];
  expect(hooksOf(cluster(inCode), typed)).toEqual([
    { point: 'verifyGreen', command: 'smoke', timeoutSeconds: 300, env: [], files: [], absent: ['smoke'] },
    { point: 'afterSwitchover', command: 'true', timeoutSeconds: 300, env: [], files: [], absent: ['true'] },
    {
      point: 'onFailure',
      command: 'undo --as=me',
      timeoutSeconds: 9,
      env: ['PGUSER'],
      files: [],
      absent: ['--as=me', 'me', 'undo'],
    },
  ]);
});

test('files that a command names come with their bytes', () => {
  const [hook] = hooksOf(cluster({}), ['verifyGreen=cat package.json']);
  expect(hook!.files).toEqual([{ path: 'package.json', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
});

test.each([
  ['green=./smoke.sh', /no hook "green"/],
  ['verifyGreen', /no command/],
  ['verifyGreen= ', /no command/],
])('--hook %s is refused', (text, message) => {
  expect(() => hooksOf(cluster({}), [text])).toThrow(message);
});

test('a hook that is given twice is refused', () => {
  expect(() => hooksOf(cluster({}), ['verifyGreen=a', 'verifyGreen=b'])).toThrow(/given before/);
});
