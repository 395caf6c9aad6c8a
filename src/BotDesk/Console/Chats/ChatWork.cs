using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.LiveChat;
using BotDesk.People;

namespace BotDesk.Console.Chats;

/// <summary>Does what a form of a live chat's page asks for, once.</summary>
internal sealed class ChatWork(DeskWriter writer)
{
    /// <returns>Null when it is done, now or by the first of two clicks; otherwise why not.</returns>
    public Task<Refusal?> DoAsync(string number, Person agent, ChatForm form) => writer.WriteAsync(async scope =>
    {
        scope.GetRequiredService<Acting>().Via = "console";
        var nonces = scope.GetRequiredService<Nonces>();
        if (!Nonces.IsWellFormed(form.Nonce))
        {
            return Refusal.Invalid("do", "This form was not complete, so nothing was done. Open the chat again.");
        }

        var key = form.Key(number, agent.Id);
        if (await nonces.IsUsedAsync(key))
        {
            return null;
        }

        var outcome = await DoAsync(scope.GetRequiredService<LiveChatDesk>(), number, agent, form);
        if (outcome.Refusal is null)
        {
            await nonces.UseAsync(key);
        }

        return outcome.Refusal;
    });

    private static Task<Outcome<LiveConversation>> DoAsync(LiveChatDesk desk, string number, Person agent, ChatForm form) => form.Do switch
    {
        ChatForm.Take => desk.TakeAsync(number, agent, place: null),
        ChatForm.TakeOver => desk.TakeAsync(number, agent, place: null, over: true),
        ChatForm.Say => desk.SayAsync(number, agent, form.Words, []),
        ChatForm.Remark => desk.RemarkAsync(number, agent, form.Words),
        ChatForm.Article => desk.SendArticleAsync(number, agent, form.Number ?? ""),
        ChatForm.Transfer => desk.TransferAsync(number, agent, form.Group ?? "", form.Agent ?? "", form.Words),
        ChatForm.End => desk.EndAsync(number, agent, form.Code ?? "", form.Words),
        _ => Task.FromResult<Outcome<LiveConversation>>(Refusal.Invalid("do", "The desk does not know what to do with that, so nothing was done.")),
    };
}
