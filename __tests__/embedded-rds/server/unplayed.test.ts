import { openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';

const ask = (service: string, request: { path?: string; body?: string; headers?: Record<string, string> }) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/${service}/aws4_request, Signature=0`;
  const { path = '/', body = '', headers = {} } = request;
  return openEmbeddedRds({ speed: 0 }).handle({ method: 'POST', path, headers: { authorization, ...headers }, body });
};

describe('a service that is not played', () => {
  it.each([
    [
      'sns',
      { body: 'Action=CreateTopic' },
      'text/xml',
      /^<ErrorResponse><Error><Type>Sender<\/Type><Code>InvalidAction<.*sns:CreateTopic/,
    ],
    [
      'ec2',
      { body: 'Action=DescribeVpcs' },
      'text/xml',
      /^<Response><Errors><Error><Code>InvalidAction<.*ec2:DescribeVpcs/,
    ],
    [
      'logs',
      { headers: { 'x-amz-target': 'Logs_20140328.DescribeLogGroups' } },
      'application/x-amz-json-1.1',
      /^{"__type":"UnknownOperationException".*logs:DescribeLogGroups/,
    ],
    ['lambda', { path: '/2015-03-31/functions' }, 'application/json', /UnknownOperationException.*lambda \/2015-03-31/],
    ['s3', { path: '/bucket' }, 'text/xml', /^<Error><Code>NotImplemented<.*s3 \/bucket/],
  ])('%s is answered so that its clients can read it', (service, request, type, text) => {
    expect(ask(service, request)).toMatchObject({
      status: 400,
      headers: { 'content-type': type },
      body: expect.stringMatching(text),
    });
  });

  it('is told what there is', () => {
    expect(ask('sns', { body: 'Action=CreateTopic' })).toMatchObject({
      body: expect.stringContaining('It emulates rds, application-autoscaling and monitoring, and of sts and iam'),
    });
  });

  it.each([
    ['application-autoscaling', 'AnyScaleFrontendService.DescribeScalingActivities'],
    ['application-autoscaling', 'AnyScaleFrontendService.constructor'],
    ['monitoring', 'GraniteServiceVersion20100801.PutMetricStream'],
  ])('an operation of %s that is not there is refused too', (service, target) => {
    expect(ask(service, { headers: { 'x-amz-target': target } })).toMatchObject({
      status: 400,
      body: expect.stringContaining('"__type":"UnknownOperationException"'),
    });
  });
});
