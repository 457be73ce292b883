import { toldError } from '../../scripts/aws/told-error';

/** As the SDK leaves it of an answer that it could not read. */
const unread = (statusCode: number, $responseBodyText: string) =>
  Object.assign(new Error("char '{' is not expected.:1:1"), {
    $response: { statusCode, headers: {} },
    $responseBodyText,
  });

test('of an error that the SDK could not read, its body says why; of half a list nothing is quoted', () => {
  expect(toldError(unread(500, '{"error":"no disk"}'))).toBe(`char '{' is not expected.:1:1: "no disk" (HTTP 500)`);
  expect(toldError(unread(200, '{"error":"no disk"}'))).toBe("char '{' is not expected.:1:1 (HTTP 200)");
});
