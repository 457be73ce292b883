import { shellWord } from '../../constructs/shell-word';

/** How a stack's code gets to AWS: the commands that a person types in the project's folder, and where Terraform works. */
export interface Delivery {
  /** Makes AWS what the stack says: `npx cdktf deploy orders`. */
  deploy: string;
  /** Shows what that would change: `npx cdktf diff orders`. */
  diff: string;
  /** Writes the newest code to where terraform reads it; undefined where terraform reads the code itself. `npx cdktf synth` */
  synth?: string;
  /** Where terraform runs for this stack, relative to the project's folder: `cdktf.out/stacks/orders`. */
  terraformFolder: string;
  /** The state's file of a local backend, absolute or relative to the project's folder; undefined where the state is elsewhere. */
  stateFile?: string;
}

/** For a stack of an app. `cli`: what npx starts, see `cliCommand`. */
export const deliveryBy = (cli: string, stack: string, terraformFolder: string): Delivery => ({
  deploy: `npx ${cli} deploy ${shellWord(stack)}`,
  diff: `npx ${cli} diff ${shellWord(stack)}`,
  synth: `npx ${cli} synth`,
  terraformFolder,
});
