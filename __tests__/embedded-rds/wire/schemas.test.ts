import { NormalizedSchema } from '@smithy/core/schema';
import { actions } from '../../../scripts/embedded-rds/actions/registry';
import { errorSchema, operationSchema } from '../../../scripts/embedded-rds/wire/schemas';

// What the codec takes for granted of the SDK's undocumented schema exports. When this fails after an update of
// @aws-sdk/client-rds, the codec is what has to change.
describe('the schemas that @aws-sdk/client-rds exports', () => {
  it('give an operation its input and output', () => {
    const schema = operationSchema('CreateBlueGreenDeployment');
    expect(schema?.name).toBe('CreateBlueGreenDeployment');
    const members = [...NormalizedSchema.of(schema!.input).structIterator()].map(([name]) => name);
    expect(members.slice(0, 3)).toEqual(['BlueGreenDeploymentName', 'Source', 'TargetEngineVersion']);
    expect(NormalizedSchema.of(schema!.output).isStructSchema()).toBe(true);
  });

  it('count the required members, which come first', () => {
    const tuple = (operationSchema('CreateBlueGreenDeployment')!.input as unknown as () => unknown[])();
    expect([tuple[0], tuple[6]]).toEqual([3, 2]);
  });

  it('name the members of lists as they are on the wire', () => {
    const input = NormalizedSchema.of(operationSchema('DescribeDBClusters')!.input);
    const filters = input.getMemberSchema('Filters');
    expect(filters.getValueSchema().getMergedTraits().xmlName).toBe('Filter');
    expect(filters.getValueSchema().getMemberSchema('Values').getValueSchema().getMergedTraits().xmlName).toBe('Value');
  });

  it('mark operations without an output', () => {
    expect(NormalizedSchema.of(operationSchema('AddTagsToResource')!.output).isUnitSchema()).toBe(true);
  });

  it.each([
    ['DBInstanceNotFoundFault', 'DBInstanceNotFound', 404],
    ['DBClusterNotFoundFault', 'DBClusterNotFoundFault', 404],
    ['DBClusterQuotaExceededFault', 'DBClusterQuotaExceededFault', 403],
    ['DBClusterParameterGroupNotFoundFault', 'DBClusterParameterGroupNotFound', 404],
    ['InvalidBlueGreenDeploymentStateFault', 'InvalidBlueGreenDeploymentStateFault', 400],
  ])('give %s the code %s and the status %i', (name, code, httpStatus) => {
    expect(errorSchema(name)).toMatchObject({ code, httpStatus });
  });

  it.each(['constructor', '__proto__', 'RDSClient', 'DBCluster', ''])('have no operation %p', (name) => {
    expect(operationSchema(name)).toBeUndefined();
  });

  it('know every operation that is played', () => {
    expect(Object.keys(actions).filter((name) => operationSchema(name) === undefined)).toEqual([]);
  });
});
