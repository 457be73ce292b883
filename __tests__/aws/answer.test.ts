import { flawOf, isRead, operationOf } from '../../scripts/aws/answer';

const query = (operation: string) => ({ headers: {}, body: `Action=${operation}&Version=2014-10-31` });
const json = (operation: string) => ({
  headers: { 'X-Amz-Target': `AnyScaleFrontendService.${operation}` },
  body: '{}',
});
const id = { 'x-amzn-requestid': '1' };

test.each([
  [query('DescribeDBClusters'), 'DescribeDBClusters', true],
  [query('SwitchoverBlueGreenDeployment'), 'SwitchoverBlueGreenDeployment', false],
  [json('ListTagsForResource'), 'ListTagsForResource', true],
  [json('RegisterScalableTarget'), 'RegisterScalableTarget', false],
  [{ headers: {}, body: undefined }, undefined, false],
])('%j asks for %s', (request, operation, read) => {
  expect(operationOf(request)).toBe(operation);
  expect(isRead(operation)).toBe(read);
});

test.each<[string, object, number, string, Record<string, string>]>([
  ['XML', query('AddTagsToResource'), 200, '<AddTagsToResourceResponse xmlns="x"></AddTagsToResourceResponse>\n', {}],
  ['a fault', query('AddTagsToResource'), 404, '<ErrorResponse><Error><Code>X</Code></Error></ErrorResponse>', {}],
  [
    'a fault of the front end',
    query('X'),
    401,
    '<Response><Errors><Error><Code>X</Code></Error></Errors></Response>',
    {},
  ],
  ['JSON', json('DescribeScalableTargets'), 200, '{"ScalableTargets":[]}', id],
  ['a fault as JSON', json('DescribeScalableTargets'), 400, '{"__type":"ValidationException"}', id],
  ['its type in a header', json('PutScheduledAction'), 400, '{}', { ...id, 'x-amzn-errortype': 'ValidationException' }],
  ['a change without a result', json('PutScheduledAction'), 200, '', id],
  ['what is none of our services', { headers: {}, body: undefined }, 200, '', {}],
])('an answer: %s', (_, request, statusCode, text, headers) => {
  const asked = request as ReturnType<typeof query>;
  expect(flawOf({ statusCode, headers, body: Buffer.from(text) }, asked, operationOf(asked))).toBeUndefined();
});

test.each<[string, object, number, string, Record<string, string>]>([
  ['of another operation', query('DescribeDBClusters'), 200, '<DescribeEventsResponse></DescribeEventsResponse>', {}],
  ['without its end', query('DescribeDBClusters'), 200, '<DescribeDBClustersResponse><DescribeDBClustersResult>', {}],
  ['empty, of a list', json('DescribeScalableTargets'), 200, '', id],
  ['empty, of nobody', json('PutScheduledAction'), 200, '', {}],
  ['a list of nothing', json('DescribeScalableTargets'), 200, '[]', id],
  ['an object of nobody', json('DescribeScalableTargets'), 200, '{}', {}],
  ['a list of nobody', json('DescribeScalableTargets'), 200, '{"ScalableTargets":[]}', {}],
  ['what a gateway says', json('PutScalingPolicy'), 200, '{"status":"blocked"}', {}],
  ['a gateway’s refusal', json('PutScalingPolicy'), 403, '{"message":"Forbidden"}', {}],
  ['a fault that reads as done', json('PutScalingPolicy'), 200, '{"__type":"ThrottlingException"}', id],
  ['a refusal without a type', json('PutScalingPolicy'), 400, '{"message":"no"}', id],
  ['a page', json('DescribeScalableTargets'), 200, '<html></html>', {}],
  ['a fault without a code', query('DescribeDBClusters'), 403, '<Error><Message>no</Message></Error>', {}],
])('no answer: %s', (_, request, statusCode, text, headers) => {
  const asked = request as ReturnType<typeof query>;
  expect(flawOf({ statusCode, headers, body: Buffer.from(text) }, asked, operationOf(asked))?.message).toMatch(
    /is not a complete answer of the service/,
  );
});
