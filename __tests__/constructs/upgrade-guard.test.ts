import { Construct } from 'constructs';
import { AuroraCluster } from '../../constructs/aurora-cluster';
import { guardMessage, guardOffContext } from '../../constructs/upgrade/upgrade-guard';
import { minimal, synth, synthCluster } from './synth';

const lifecycleOf = (props: object, type = 'aws_rds_cluster') =>
  (Object.values(synthCluster(props).json.resource[type])[0] as { lifecycle: Record<string, unknown> }).lifecycle;

describe('guard', () => {
  it('compares what AWS runs with the exact version of the code', () => {
    const [condition] = lifecycleOf({ engineVersion: '15.10' }).postcondition as Record<string, string>[];
    expect(condition).toEqual({
      condition: '${self.engine_version_actual == "15.10"}',
      error_message: expect.stringContaining('the code says 15.10, AWS runs ${self.engine_version_actual}'),
    });
  });

  it('says what to run: Terraform knows which side is ahead, by the numbers of the versions at equal widths', () => {
    const message = (engineVersion: string) =>
      guardMessage({ clusterIdentifier: 'orders', engineVersion, upgradePolicy: 'blue-green', preventDestroy: true });
    expect(message('15.10')).toMatch(
      /\[1\] != "15\.10" \? "The code is ahead: .*:\\n {4}npm run upgrade -- orders" : "AWS is ahead: .*:\\n {4}npm run reconcile -- orders"\}$/,
    );
    // What proves an edit of the version compares texts.
    expect(message('15.10').replaceAll('15.10', '15.6')).toBe(message('15.6'));
  });

  it('stops replacement and destruction of the cluster and its instances', () => {
    expect(lifecycleOf({})).toMatchObject({ prevent_destroy: true });
    expect(lifecycleOf({}, 'aws_rds_cluster_instance')).toEqual({ prevent_destroy: true });
    expect(lifecycleOf({ preventDestroy: false })).toMatchObject({ prevent_destroy: false });
    expect(lifecycleOf({ preventDestroy: false }, 'aws_rds_cluster_instance')).toEqual({ prevent_destroy: false });
  });

  it('lets Terraform upgrade in place when that is asked for, major versions and groups included', () => {
    const props = { upgradePolicy: 'in-place' };
    expect(lifecycleOf(props)).toEqual({ prevent_destroy: true });
    const cluster = synthCluster(props).json.resource.aws_rds_cluster.orders;
    expect(cluster.allow_major_version_upgrade).toBe(true);
    expect(cluster.db_instance_parameter_group_name).toMatch(/^\$\{aws_db_parameter_group\..*\.name\}$/);
    expect(cluster['//'].aurora.upgradePolicy).toBe('in-place');
  });

  describe('off, for the second plan of plan-check', () => {
    const before = process.env.CDKTF_OUTDIR;
    afterEach(() => {
      if (before === undefined) delete process.env.CDKTF_OUTDIR;
      else process.env.CDKTF_OUTDIR = before;
    });

    it.each([
      ['the folder that is written to', '/tmp/looking', '/tmp/looking', false],
      ['another folder', '/tmp/looking', '/srv/app/cdktf.out', true],
      ['nothing that can be a folder', '', '', true],
      ['a word, as somebody may leave it in cdktf.json', 'off', undefined, true],
    ])('when the context names %s', (_, context, folder, guarded) => {
      const { json } = synth((stack) => {
        if (folder === undefined) delete process.env.CDKTF_OUTDIR;
        else process.env.CDKTF_OUTDIR = folder;
        const scope = new Construct(stack, 'scope');
        scope.node.setContext(guardOffContext, context);
        new AuroraCluster(scope, 'orders', minimal);
      });
      const text = JSON.stringify(json);
      expect(text.includes('postcondition')).toBe(guarded);
      expect(text.includes('"prevent_destroy":true')).toBe(guarded);
    });
  });
});
