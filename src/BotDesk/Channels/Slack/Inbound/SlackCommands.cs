using BotDesk.Protocol;
using Microsoft.Extensions.Primitives;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>The slash command (https://docs.slack.dev/interactivity/implementing-slash-commands): what is typed after it is said to the bot.</summary>
internal sealed class SlackCommands(IActivityReceiver receiver, SlackIdentity identity, SlackPeople people)
{
    /// <returns>What only the person sees, at once; null for nothing.</returns>
    public async Task<object?> ReceiveAsync(IReadOnlyDictionary<string, StringValues> form, CancellationToken cancellationToken)
    {
        var (user, channel) = (form.GetValueOrDefault("user_id").ToString(), form.GetValueOrDefault("channel_id").ToString());
        if (!SlackPlace.IsPerson(user))
        {
            return null;
        }

        // Commands have no thread and are not shown to others: the answer is the person's own.
        var text = form.GetValueOrDefault("text").ToString().Trim();
        var isDirect = SlackPlace.IsDirect(channel);
        var id = $"command-{form.GetValueOrDefault("trigger_id")}";
        var words = SlackWords.Plain(text, [], new Dictionary<string, string>());
        var activity = SlackActivities.Message(SlackSpots.Direct(user, isDirect ? channel : user), user, form.GetValueOrDefault("team_id"), identity.UserId ?? SlackChannel.Id, id, words.Length == 0 ? "help" : words);
        if (await receiver.ReceiveAsync(activity, cancellationToken) is ReceiveResult.Refused refused)
        {
            throw new InvalidOperationException(refused.Reason);
        }

        return isDirect ? null : new { response_type = "ephemeral", text = Phrase.Of("channels.slack.direct").In(await people.LanguageOfAsync(user, cancellationToken)) };
    }
}
