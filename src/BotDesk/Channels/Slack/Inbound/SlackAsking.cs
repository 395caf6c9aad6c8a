using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Protocol;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>
/// A click where there is no conversation: on the app's home, in a modal that came from it, or a shortcut. What answers it stands in a modal, which is
/// opened first, because the permission lasts 3 s; whatever the click changes is durable before Slack gets its acknowledgement.
/// </summary>
internal sealed partial class SlackAsking(IActivityReceiver receiver, SlackIdentity identity, SlackDialogs dialogs, SlackPeople people, TimeProvider clock, ILogger<SlackAsking> logger)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2.2);

    public async Task AskAsync(SlackClickEvent click, JsonElement data, CancellationToken cancellationToken)
    {
        var spot = click.Metadata?.Spot ?? SlackSpots.Direct(click.User, click.User);
        await AskAsync(click, spot, SlackActivities.Ask(spot, click.User, click.Team, await identity.BotAsync(click.Team, cancellationToken), click.Id, data), cancellationToken);
    }

    /// <param name="spot">Where what is sent from the modal is said.</param>
    /// <param name="activity">What asks for the modal.</param>
    public async Task AskAsync(SlackClickEvent click, SlackSpot spot, Activity activity, CancellationToken cancellationToken)
    {
        var language = await people.LanguageOfAsync(click.User, cancellationToken);
        var opening = click is { ViewId: { } open, IsHome: false } ? Task.FromResult<string?>(open) : dialogs.OpenLoadingAsync(click, spot, language);
        var receiving = receiver.ReceiveAsync(activity, CancellationToken.None);
        var showing = ShowAsync(click, spot, activity.Conversation!.Id!, opening, receiving, language);
        try
        {
            await Task.WhenAll(receiving, showing).WaitAsync(Deadline, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It is in the inbox; the modal goes on by itself.
        }
    }

    private async Task ShowAsync(SlackClickEvent click, SlackSpot spot, string asked, Task<string?> opening, Task<ReceiveResult> receiving, Language language)
    {
        try
        {
            var answer = await receiving is ReceiveResult.Invoke { Response: { Status: 200, Body: { IsEmpty: false } body } } ? JsonElement.Parse(body.Span) : default;
            var view = View(answer, click, spot, asked, language);
            if (await opening is not { } viewId || !await dialogs.FillAsync(viewId, click.Team, view, language))
            {
                await LeaveAsync(view, click.User, click.Team, click.Id);
            }
        }
#pragma warning disable CA1031 // Nobody waits for it any more; the modal says that it takes its time, and what was asked is in the inbox.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.NotShown(logger, error);
        }
    }

    /// <summary>A form that stood in a modal of its own, which is closed or was never seen, is dropped: what is said next is not meant for it.</summary>
    /// <param name="view">With what the desk put into it.</param>
    /// <param name="which">What tells this modal from others.</param>
    public async Task LeaveAsync(JsonNode view, string user, string? team, string which)
    {
        if (ModalMetadata.Read((string?)view["private_metadata"]) is { Drops: true, Nonce: { } nonce } metadata)
        {
            var value = JsonSerializer.SerializeToElement(new { verb = "forms.cancel", nonce });
            await receiver.ReceiveAsync(SlackActivities.Click(metadata.Spot, user, team, await identity.BotAsync(team, CancellationToken.None), $"closed-{which}", value), CancellationToken.None);
        }
    }

    private static JsonObject View(JsonElement answer, SlackClickEvent click, SlackSpot spot, string asked, Language language)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            return Modals.Words(Phrase.Of("channels.slack.didNotWork"), Phrase.Of("channels.slack.unusuallyLong"), language);
        }

        var card = answer.Each("cards").FirstOrDefault();
        var form = answer.Text("form") is { } number ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : (int?)null;
        var metadata = new ModalMetadata(spot.Place.Id, spot.Channel, spot.ReplyThread, card.Text("nonce"), null, form, click.Id, AskedIn: asked == spot.Place.Id ? null : asked);
        if (form is { } index && StoredMessages.Form(card, index) is { } shown)
        {
            return (metadata with { Drops = true }).View(shown);
        }

        var blocks = answer.Each("blocks").Select(block => JsonNode.Parse(block.GetRawText())!).ToList();
        return blocks.Count == 0
            ? Modals.Words(Phrase.Of("channels.slack.doneTitle"), Phrase.Of("channels.slack.done"), language)
            : Modals.View(Phrase.Of("channels.slack.desk").In(language), blocks.Take(SlackLimits.BlocksPerModal), metadata.ToString(), language);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The answer to a click could not be shown in a modal.")]
        public static partial void NotShown(ILogger logger, Exception error);
    }
}
