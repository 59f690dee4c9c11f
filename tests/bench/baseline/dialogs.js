// The baseline's dialogs: "logout" from anywhere, else the sign-in prompt and then what Graph says of the person.
const { ActivityTypes } = require('botbuilder');
const {
  ComponentDialog,
  DialogSet,
  DialogTurnStatus,
  OAuthPrompt,
  WaterfallDialog,
} = require('botbuilder-dialogs');
const { SimpleGraph } = require('./graph');

const connectionName = process.env.ConnectionName ?? 'graph';

class LogoutDialog extends ComponentDialog {
  async onBeginDialog(inner, options) {
    return (await this.interrupt(inner)) ?? super.onBeginDialog(inner, options);
  }

  async onContinueDialog(inner) {
    return (await this.interrupt(inner)) ?? super.onContinueDialog(inner);
  }

  async interrupt(inner) {
    const { context } = inner;
    if (context.activity.type !== ActivityTypes.Message) return undefined;
    if (context.activity.text?.toLowerCase() !== 'logout') return undefined;
    const client = context.turnState.get(context.adapter.UserTokenClientKey);
    await client.signOutUser(context.activity.from.id, connectionName, context.activity.channelId);
    await context.sendActivity('You have been signed out.');
    return inner.cancelAllDialogs();
  }
}

class MainDialog extends LogoutDialog {
  constructor() {
    super('MainDialog');
    this.addDialog(
      new OAuthPrompt('prompt', { connectionName, text: 'Please log in', title: 'Log in', timeout: 300_000 }),
    );
    this.addDialog(
      new WaterfallDialog('waterfall', [(step) => step.beginDialog('prompt'), (step) => this.process(step)]),
    );
    this.initialDialogId = 'waterfall';
  }

  async run(context, accessor) {
    const dialogs = new DialogSet(accessor);
    dialogs.add(this);
    const dialogContext = await dialogs.createContext(context);
    const { status } = await dialogContext.continueDialog();
    if (status === DialogTurnStatus.empty) await dialogContext.beginDialog(this.id);
  }

  async process(step) {
    if (step.result?.token) {
      const me = await new SimpleGraph(step.result.token).getMe();
      await step.context.sendActivity(`You are ${me.displayName}`);
    } else {
      await step.context.sendActivity('Login was not successful, please try again.');
    }
    return step.endDialog();
  }
}

module.exports = { MainDialog };
