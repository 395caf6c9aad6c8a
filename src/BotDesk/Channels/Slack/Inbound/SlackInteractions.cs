using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Protocol;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>What people do with buttons, modals and shortcuts (https://docs.slack.dev/interactivity/handling-user-interaction).</summary>
internal sealed class SlackInteractions(
    IActivityReceiver receiver, SlackSpots spots, SlackDialogs dialogs, SlackAsking asking, SlackShortcuts shortcuts, SlackIdentity identity, StoredMessages messages, SlackSubmissions submissions, SlackStepBack back, SlackOutsiders outsiders)
{
    private const string TooOld = "{}";

    /// <returns>The body of the answer; null for none.</returns>
    public async Task<JsonNode?> ReceiveAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        switch (payload.Text("type"))
        {
            case "block_actions" or "message_action" when SlackOutsiders.Did(payload):
                if (payload.TryGetProperty("channel", out var channel) && channel.Text("id") is { } id)
                {
                    var user = payload.GetProperty("user").Text("id") ?? "";
                    await outsiders.TellAsync(id, null, user, payload.GetProperty("team").Text("id"), cancellationToken);
                }

                return null;
            case "block_actions":
                await ClickAsync(payload, cancellationToken);
                return null;
            case "view_submission":
                return await submissions.ReceiveAsync(payload, cancellationToken);
            case "shortcut" or "message_action":
                await shortcuts.ReceiveAsync(payload, cancellationToken);
                return null;
            case "view_closed":
                await LeaveFormAsync(payload);
                return null;
            case "block_suggestion":
                return new JsonObject { ["options"] = new JsonArray() };
            default:
                return null;
        }
    }

    private async Task LeaveFormAsync(JsonElement payload)
    {
        if (payload.TryGetProperty("view", out var view) && payload.TryGetProperty("user", out var from) && from.Text("id") is { } user)
        {
            await asking.LeaveAsync(JsonNode.Parse(view.GetRawText())!, user, payload.TryGetProperty("team", out var its) ? its.Text("id") : null, view.Text("id") ?? "");
        }
    }

    private async Task ClickAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        if (SlackClickEvent.Read(payload) is not { } click)
        {
            return;
        }

        var what = SlackClick.Read(click.Value);
        if (what is { IsBack: true })
        {
            _ = back.Go(click, payload);
            return;
        }

        if (what?.Action is { } number)
        {
            // Its data did not fit into the button.
            var deed = await messages.FindAsync(what.Nonce, click.Message, click.Metadata, cancellationToken) is { } stored ? StoredMessages.Deed(stored, number) : null;
            what = deed is { } found ? new SlackClick(found.Text("verb"), found.GetProperty("data")) : null;
        }

        if (click.AnswersInModal && what is { Verb: { } asked })
        {
            await asking.AskAsync(click, SubmitData.Of(asked, what.Data), cancellationToken);
            return;
        }

        var verb = what?.Verb ?? (what?.Form is { } form && await messages.FindAsync(what.Nonce, click.Message, click.Metadata, cancellationToken) is { } sent ? StoredMessages.Form(sent, form)?.Text("verb") : null);
        var spot = click is { Channel: { } channel, Message: { } message }
            ? await spots.OfClickAsync(click.User, channel, message, click.Thread, verb, cancellationToken)
            : click.Metadata?.Spot;
        if (spot is null)
        {
            return;
        }

        if (what is { Verb: null })
        {
            _ = dialogs.Open(click, what, spot);
            return;
        }

        // What is no card's of this desk gets its answer like everything else: in words.
        var value = what is null ? JsonElement.Parse(TooOld) : SubmitData.Of(what.Verb!, what.Data);
        var activity = SlackActivities.Click(spot, click.User, click.Team, await identity.BotAsync(click.Team, cancellationToken), click.Id, value);
        if (await receiver.ReceiveAsync(activity, cancellationToken) is ReceiveResult.Refused refused)
        {
            throw new InvalidOperationException(refused.Reason);
        }
    }
}

/// <summary>What a click sends: the button's data and what was typed over it, with the verb among them, as an <c>Action.Submit</c> has it.</summary>
internal static class SubmitData
{
    public static JsonElement Of(string verb, JsonElement data, IReadOnlyDictionary<string, string>? typed = null)
    {
        var value = data.ValueKind == JsonValueKind.Object ? JsonNode.Parse(data.GetRawText())!.AsObject() : [];
        foreach (var (name, text) in typed ?? new Dictionary<string, string>())
        {
            value[name] = text;
        }

        value["verb"] = verb;
        return JsonSerializer.SerializeToElement(value);
    }
}
