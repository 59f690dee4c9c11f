// The baseline: a bot in the plain style of Microsoft's sample, which the bench holds ours against. README.md says how plain.
const {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  TeamsActivityHandler,
  UserState,
} = require('botbuilder');
const restify = require('restify');
const { MainDialog } = require('./dialogs');

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(process.env));
const storage = new MemoryStorage();
const conversationState = new ConversationState(storage);
const userState = new UserState(storage);

adapter.onTurnError = async (context, error) => {
  process.stderr.write(`${error.stack}\n`);
  await context.sendTraceActivity(
    'OnTurnError Trace',
    `${error}`,
    'https://www.botframework.com/schemas/error',
  );
  await context.sendActivity('The bot encountered an error or bug.');
  await conversationState.delete(context);
};

class DialogBot extends TeamsActivityHandler {
  constructor(dialog) {
    super();
    const accessor = conversationState.createProperty('DialogState');
    this.onMessage(async (context, next) => {
      process.stdout.write('Running dialog with Message Activity.\n');
      await dialog.run(context, accessor);
      await next();
    });
  }

  async run(context) {
    await super.run(context);
    await conversationState.saveChanges(context, false);
    await userState.saveChanges(context, false);
  }
}

const bot = new DialogBot(new MainDialog());
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (req, res) => {
  await adapter.process(req, res, (context) => bot.run(context));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
