// Microsoft's SDK for Node as a bot that is sent the same invokes as the desk. Its handlers say what the desk said, made anew with the SDK's own
// factories; what the SDK makes of that, and what it says to an invoke by itself, is what the desk is held against.
// stdin: [{activity, answer}]; stdout: [{handler, status, body}]
const { CardFactory, TeamsActivityHandler, TestAdapter, TurnContext } = require("botbuilder");

const card = attachment => CardFactory.adaptiveCard(attachment.content);
const task = ({ type, value }) => ({ task: { type, value: type === "continue" ? { title: value.title, width: value.width, height: value.height, card: card(value.card) } : value } });
const found = ({ type, text, attachmentLayout, attachments }) => ({
    composeExtension: type === "message" ? { type, text } : {
        type,
        attachmentLayout,
        attachments: attachments.map(each => ({ ...card(each), preview: CardFactory.thumbnailCard(each.preview.content.title, each.preview.content.text) })),
    },
});

class Bot extends TeamsActivityHandler {
    constructor(answer) { super(); this.answer = answer; }
    async says(handler, what) { this.handler = handler; return what; }
    handleTeamsMessagingExtensionQuery(_, query) { return this.says(`query ${query.commandId} ${query.parameters[0].value}`, this.answer && found(this.answer.composeExtension)); }
    handleTeamsMessagingExtensionFetchTask(_, action) { return this.says(`fetchTask ${action.commandId} ${action.messagePayload.id}`, this.answer && task(this.answer.task)); }
    handleTeamsMessagingExtensionSubmitAction(_, action) { return this.says(`submitAction ${action.data.verb}`, this.answer && task(this.answer.task)); }
    handleTeamsTaskModuleFetch(_, request) { return this.says(`fetch ${request.data.dialog}`, this.answer && task(this.answer.task)); }
    handleTeamsTaskModuleSubmit(_, request) { return this.says(`submit ${request.data.verb}`, this.answer && task(this.answer.task)); }
    onAdaptiveCardInvoke(_, { action }) { return this.says(`action ${action.verb}`, { statusCode: 200, type: this.answer.type, value: this.answer.value }); }
}

async function ask({ activity, answer }) {
    const bot = new Bot(answer);
    const { status, body } = await bot.onInvokeActivity(new TurnContext(new TestAdapter(async () => {}), activity));
    return { handler: bot.handler ?? null, status, body: body ?? null };
}

(async () => {
    let input = "";
    for await (const part of process.stdin) input += part;
    console.log(JSON.stringify(await Promise.all(JSON.parse(input).map(ask))));
})();
