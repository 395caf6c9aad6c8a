using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Web;
using BotDesk.Protocol;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>
/// Opens forms, and what a message had no room for, as modals. A modal that says "one moment" comes first, because the permission to open one lasts
/// 3 s, whatever the desk is doing; what belongs into it follows. Nothing changes by it, so nothing of it has to outlive the process.
/// </summary>
internal sealed partial class SlackDialogs(SlackApi api, StoredMessages messages, SlackPeople people, ILogger<SlackDialogs> logger)
{
    /// <summary>Goes on by itself: Slack wants its acknowledgement now.</summary>
    /// <returns>For a test to wait for.</returns>
    public Task Open(SlackClickEvent click, SlackClick what, SlackSpot spot) => Task.Run(() => OpenAsync(click, what, spot));

    /// <summary>Puts something else into a modal that is open.</summary>
    public Task<SlackAnswer> ShowAsync(string viewId, string? team, JsonObject view) => api.PostAsync("views.update", new JsonObject { ["view_id"] = viewId, ["view"] = view }, team, CancellationToken.None);

    /// <summary>Puts what was waited for into a modal that says "one moment", once more where Slack was unwell; else it says that it did not work.</summary>
    /// <returns>Whether it is shown.</returns>
    internal async Task<bool> FillAsync(string viewId, string? team, JsonObject view, Language language)
    {
        var answer = await ShowAsync(viewId, team, view.DeepClone().AsObject());
        if (!answer.IsOk && answer.Failure(isSafeTwice: true).Outcome == DeliveryOutcome.RetryLater)
        {
            answer = await ShowAsync(viewId, team, view);
        }

        if (!answer.IsOk)
        {
            await ShowAsync(viewId, team, Modals.Words(Phrase.Of("channels.slack.didNotWork"), Phrase.Of("channels.slack.notShown"), language));
        }

        return answer.IsOk;
    }

    private async Task OpenAsync(SlackClickEvent click, SlackClick what, SlackSpot spot)
    {
        try
        {
            var language = await people.LanguageOfAsync(click.User, CancellationToken.None);
            // A page within a modal takes its place; a form opened from one lies on top of it.
            var viewId = click.ViewId is { } open && what.Page is not null ? open : await OpenLoadingAsync(click, spot, language);
            if (viewId is not null)
            {
                await FillAsync(viewId, click.Team, await ViewAsync(click, what, spot, language), language);
            }
        }
#pragma warning disable CA1031 // Nobody waits for it; the person sees a modal that does not go on, and presses again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.NotOpened(logger, error);
        }
    }

    internal async Task<string?> OpenLoadingAsync(SlackClickEvent click, SlackSpot spot, Language language)
    {
        var opened = await api.PostAsync(click.ViewId is null || click.IsHome ? "views.open" : "views.push", new JsonObject { ["trigger_id"] = click.Trigger, ["view"] = Modals.Loading(language) }, click.Team, CancellationToken.None);
        if (opened.IsOk && opened.Body.TryGetProperty("view", out var view))
        {
            return view.Text("id");
        }

        if (opened.Error == "push_limit_reached")
        {
            return click.ViewId; // three lie on top of each other already: it takes the place of the last
        }

        var words = Phrase.Of("channels.slack.notInTime").In(language);
        if (SlackPlace.IsPerson(spot.Channel))
        {
            var direct = await api.PostAsync("conversations.open", new { users = click.User }, click.Team, CancellationToken.None);
            if (direct.IsOk && direct.Body.TryGetProperty("channel", out var channel) && channel.Text("id") is { } id)
            {
                await api.PostAsync("chat.postMessage", new JsonObject { ["channel"] = id, ["text"] = words }, click.Team, CancellationToken.None);
            }

            return null;
        }

        // Only the person who pressed sees it.
        var said = new JsonObject { ["channel"] = spot.Channel, ["user"] = click.User, ["text"] = words };
        if ((spot.ReplyThread ?? spot.Place.Thread) is { } thread)
        {
            said["thread_ts"] = thread;
        }

        await api.PostAsync("chat.postEphemeral", said, click.Team, CancellationToken.None);
        return null;
    }

    private async Task<JsonObject> ViewAsync(SlackClickEvent click, SlackClick what, SlackSpot spot, Language language)
    {
        var ts = click.Message ?? click.Metadata?.Message;
        if (await messages.FindAsync(what.Nonce, ts, click.Metadata, CancellationToken.None) is not { } stored)
        {
            return Modals.Words(Phrase.Of("channels.slack.tooOld"), Phrase.Of("channels.slack.messageTooOld"), language);
        }

        var metadata = new ModalMetadata(spot.Place.Id, spot.Channel, spot.ReplyThread, what.Nonce, ts, what.Form, click.Metadata?.Asked, AskedIn: click.Metadata?.AskedIn);
        if (what.Page is { } number)
        {
            return StoredMessages.Page(stored, number) is { } page ? Page(stored, page, number, metadata, language) : Modals.Words(Phrase.Of("channels.slack.tooOld"), Phrase.Of("channels.slack.messageTooOld"), language);
        }

        if (what.Hidden is { } index && StoredMessages.Hidden(stored, index) is { } hidden)
        {
            return Modals.View(Phrase.Of("channels.slack.rest").In(language), hidden.EnumerateArray().Select(block => JsonNode.Parse(block.GetRawText())!), metadata.ToString(), language);
        }

        if (StoredMessages.Form(stored, what.Form ?? -1) is not { } form)
        {
            return Modals.Words(Phrase.Of("channels.slack.tooOld"), Phrase.Of("channels.slack.messageTooOld"), language);
        }

        return what.Nonce is { } nonce && await messages.IsUsedAsync(nonce, CancellationToken.None)
            ? Modals.Words(form.Text("title")!, Phrase.Of("channels.slack.alreadyDone"), language)
            : metadata.View(form);
    }

    private static JsonObject Page(JsonElement stored, JsonElement page, int number, ModalMetadata metadata, Language language)
    {
        var blocks = page.EnumerateArray().Select(block => JsonNode.Parse(block.GetRawText())!).ToList();
        if (StoredMessages.Page(stored, number + 1) is not null)
        {
            blocks.Add(Kit.Actions([Kit.Button(SlackMessage.MoreTitle.In(language), "more", SlackClick.ShowPage(number + 1, metadata.Nonce))]));
        }

        return Modals.View(Phrase.Of("channels.slack.rest").In(language), blocks, metadata.ToString(), language);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A modal could not be opened.")]
        public static partial void NotOpened(ILogger logger, Exception error);
    }
}
