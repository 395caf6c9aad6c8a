using BotDesk.Protocol;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>The slash command (https://docs.slack.dev/interactivity/implementing-slash-commands): what is typed after it is said to the bot; "new" opens the form.</summary>
internal sealed class SlackCommands(IActivityReceiver receiver, SlackIdentity identity, SlackSpots spots, SlackPeople people, SlackAsking asking)
{
    private static readonly string[] New = ["new", "new ticket", "neu", "neues ticket"];

    /// <returns>What only the person sees, at once; null for nothing.</returns>
    /// <param name="form">The command's fields, by name.</param>
    public async Task<object?> ReceiveAsync(Func<string, string?> form, CancellationToken cancellationToken)
    {
        var (user, channel, team, trigger) = (form("user_id") ?? "", form("channel_id") ?? "", form("team_id"), form("trigger_id") ?? "");
        if (!SlackPlace.IsPerson(user))
        {
            return null;
        }

        var (text, bot) = (form("text") ?? "", await identity.BotAsync(team, cancellationToken));
        var words = SlackWords.Plain(text.Trim(), [bot], await people.NamesAsync(SlackWords.Mentioned(text), cancellationToken));
        if (New.Contains(words.TrimEnd('.', '…', '!'), StringComparer.OrdinalIgnoreCase) && trigger.Length > 0)
        {
            await asking.AskAsync(SlackShortcuts.Click(user, team, trigger), SubmitData.Of("tickets.new", default), cancellationToken);
            return null;
        }

        // Commands have no thread and are not shown to others: the answer is the person's own. It is written to anybody's direct messages alike.
        var own = await spots.DirectChannelAsync(user, cancellationToken);
        var activity = SlackActivities.Message(SlackSpots.Direct(user, own ?? user), user, team, bot, $"command-{trigger}", Said(words));
        if (await receiver.ReceiveAsync(activity, cancellationToken) is ReceiveResult.Refused refused)
        {
            throw new InvalidOperationException(refused.Reason);
        }

        return channel == own ? null : new { response_type = "ephemeral", text = Phrase.Of("channels.slack.direct").In(await people.LanguageOfAsync(user, cancellationToken)) };
    }

    private static string Said(string words) =>
        words.Length == 0 ? "help"
        : New.FirstOrDefault(start => words.StartsWith(start + ' ', StringComparison.OrdinalIgnoreCase)) is { } start ? $"create a ticket: {words[start.Length..].TrimStart(' ', ':')}"
        : words;
}
