import { App } from 'cdktf';
import { Accounts } from './stacks/accounts';
import { Shop } from './stacks/shop';

const app = new App();
new Accounts(app, 'accounts');
new Shop(app, 'shop');
app.synth();
