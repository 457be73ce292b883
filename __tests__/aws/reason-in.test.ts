import { reasonIn } from '../../scripts/aws/reason-in';

test.each<[string, string, string | undefined]>([
  ['of the control API', '{"error":"The embedded RDS failed: no disk"}', 'The embedded RDS failed: no disk'],
  ['of a gateway', '{"message":"Forbidden"}', 'Forbidden'],
  ['inside of an error', '{"error":{"code":1,"message":"upstream is gone"}}', 'upstream is gone'],
  ['JSON without one', '{"ok":true}', undefined],
  ['a list', '["no"]', undefined],
  ['half of JSON', '{"message":"For', undefined],
  ['XML', '<Error><Code></Code><Message>5 &lt; 6 &amp; more</Message></Error>', '5 < 6 & more'],
  [
    'a page',
    '<html><head><title>502</title><style>p {}</style></head><body><h1>502 Bad Gateway</h1>\n<hr>nginx</body></html>',
    '502 Bad Gateway nginx',
  ],
  ['a text', 'upstream connect error\r\n\u001b[2J', 'upstream connect error \ufffd[2J'],
  ['nothing', ' ', undefined],
  ['a long text', 'x'.repeat(500), `${'x'.repeat(200)}…`],
])('the reason in %s', (_, body, reason) => {
  expect(reasonIn(body)).toBe(reason);
});

test.each([
  '{"message":"no","password":"hunter2"}',
  '{"message":"login with password=hunter2 failed"}',
  '<Error><Message>no</Message><SecretAccessKey>hunter2</SecretAccessKey></Error>',
  'authorization: Bearer hunter2 was refused',
  'postgres://app:hunter2@orders:5432/shop is unreachable',
  'SessionToken=hunter2&Action=x',
  '<p>X-Amz-Signature=hunter2</p>',
])('no secret in it: %s', (body) => {
  expect(reasonIn(body)).not.toContain('hunter2');
});
