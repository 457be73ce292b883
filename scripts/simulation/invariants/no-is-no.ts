import { changes, type Invariant } from './invariant';

export const noIsNo: Invariant = {
  name: 'no-is-no',
  says: 'after its question was answered with no, a process makes no further changes',
  watch: () => ({
    after({ process, call, tookEffect }) {
      if (!process.declined || !tookEffect || !changes(call)) return undefined;
      return `process ${process.number} made ${call.operation} after a no`;
    },
  }),
};
