using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Cards;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Inbound;
using BotDesk.Conversation;
using BotDesk.People;

namespace BotDesk.Channels.Slack.Home;

/// <summary>The app's home as one person sees it: what can be done here, then each practice's part.</summary>
internal sealed class SlackHomeView(IServiceScopeFactory scopes, CardLibrary cards)
{
    public const string Callback = "home";

    private const string NewTicket = "tickets.new";

    public async Task<JsonObject> RenderAsync(long personId, string userId)
    {
        await using var scope = scopes.CreateAsyncScope();
        var person = await scope.ServiceProvider.GetRequiredService<PeopleDesk>().FindAsync(personId) ?? throw new InvalidOperationException($"There is no person {personId}.");
        List<JsonObject> blocks =
        [
            Kit.Header(Phrase.Of("channels.slack.home.hello", new { name = person.Name.Split(' ', 2)[0] }).In(person.Language)),
            Kit.Context(Kit.Plain(Phrase.Of("channels.slack.home.about").In(person.Language), SlackLimits.ContextText)),
            Kit.Actions([Kit.Button(Phrase.Of("channels.slack.home.report").In(person.Language), "report", SlackClick.Deed(NewTicket, default), "positive")]),
        ];
        foreach (var part in scope.ServiceProvider.GetServices<IHomePart>())
        {
            if (await part.RenderAsync(person) is { } shown)
            {
                var card = CardRendering.Render(cards, shown.Path, shown.Model, person.Language);
                using var document = JsonDocument.Parse(card.Json);
                blocks.Add(Kit.Divider());
                blocks.AddRange(CardBlocks.Render(document.RootElement, card.Nonce, person.Language).Blocks);
            }
        }

        return new JsonObject
        {
            ["type"] = "home",
            ["callback_id"] = Callback,
            ["private_metadata"] = new ModalMetadata(userId, userId, null, null, null, null).ToString(),
            ["blocks"] = new JsonArray([.. Fit(blocks)]),
        };
    }

    /// <summary>What does not fit is reached by the parts' own buttons, such as "more", and in the messages.</summary>
    private static IEnumerable<JsonObject> Fit(List<JsonObject> blocks)
    {
        var text = 0;
        return blocks.Take(SlackLimits.BlocksPerModal).TakeWhile(block => (text += Kit.TextLength(block)) <= SlackLimits.TextPerMessage);
    }
}
