using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Web;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>
/// People of another company in a channel that is shared with it (https://docs.slack.dev/apis/slack-connect). The desk answers them nothing of what it
/// knows; what they write under a ticket is part of it like anybody's.
/// </summary>
internal sealed class SlackOutsiders(SlackApi api, SlackPeople people)
{
    /// <param name="message">With the workspace of who wrote it.</param>
    public static bool Wrote(JsonElement envelope, JsonElement message) =>
        envelope.Is("is_ext_shared_channel") && (message.Text("user_team") ?? message.Text("team")) is { } theirs
        && envelope.Each("authorizations").Select(one => one.Text("team_id")).Append(envelope.Text("team_id")).OfType<string>().ToHashSet() is { Count: > 0 } ours && !ours.Contains(theirs);

    /// <summary>Whether somebody of another company pressed or chose something; within an organisation of several workspaces nobody is.</summary>
    public static bool Did(JsonElement interaction) =>
        interaction.TryGetProperty("user", out var user) && user.Text("team_id") is { } theirs && interaction.TryGetProperty("team", out var team) && team.Text("id") is { } ours && theirs != ours
        && (!interaction.TryGetProperty("enterprise", out var grid) || grid.ValueKind != JsonValueKind.Object);

    /// <summary>Says so where only they see it.</summary>
    public async Task TellAsync(string channel, string? thread, string user, string? team, CancellationToken cancellationToken)
    {
        var said = new JsonObject { ["channel"] = channel, ["user"] = user, ["text"] = Phrase.Of("channels.slack.outsider").In(await people.LanguageOfAsync(user, cancellationToken)) };
        if (thread is not null)
        {
            said["thread_ts"] = thread;
        }

        _ = api.PostAsync("chat.postEphemeral", said, team, CancellationToken.None);
    }
}
