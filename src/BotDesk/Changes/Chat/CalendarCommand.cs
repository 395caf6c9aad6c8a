using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Policy;
using Microsoft.Extensions.Options;

namespace BotDesk.Changes.Chat;

/// <summary>"my change calendar", "change calendar of the network": an address that a calendar program follows; "revoke my change calendars" ends them; in German "mein Änderungskalender", "widerrufe meine Änderungskalender".</summary>
internal sealed partial class CalendarCommand(CalendarFeeds feeds, PolicySource policy, IOptions<DeskOptions> options) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Command().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        // Whoever has the address sees what is behind it.
        if (turn.Chat.IsGroup)
        {
            turn.Say(Phrase.Of("changes.calendar.inPrivate"));
        }
        else if (match.Groups["revoke"].Success)
        {
            await RevokeAsync(turn);
        }
        else
        {
            await GiveAsync(turn, match.Groups["service"].Value);
        }

        return true;
    }

    private async Task GiveAsync(Turn turn, string named)
    {
        var service = named.Length == 0 ? null : policy.Current.Services.FirstOrDefault(each => each.Key.Equals(named, StringComparison.OrdinalIgnoreCase) || each.Name.IsCalled(named) || each.Keywords.Contains(named, StringComparer.OrdinalIgnoreCase));
        if (named.Length > 0 && service is null)
        {
            turn.Say(Phrase.Of("changes.calendar.unknown", new { named }));
            return;
        }

        if (!(await feeds.GiveAsync(turn.Person, service?.Key)).Is(out var feed, out var refusal))
        {
            turn.Answer(refusal);
            return;
        }

        var path = feeds.PathOf(feed);
        var address = options.Value.AddressOf(path)?.AbsoluteUri ?? path;
        turn.Say(Phrase.Of("changes.calendar.given", new { address }));
    }

    private async Task RevokeAsync(Turn turn)
    {
        var own = await feeds.OfAsync(turn.Person);
        foreach (var feed in own)
        {
            _ = await feeds.RevokeAsync(turn.Person, feed.Id);
        }

        turn.Say(Phrase.Of("changes.calendar.revoked", new { count = own.Count }));
    }

    [GeneratedRegex(@"^\s*(bitte\s+)?((?<revoke>widerrufe|beende|lösche)\s+)?((gib|zeige?|schicke?)\s+(mir\s+)?)?((mein(e|en)?|de[nr]|die)\s+)?(changes?|änderungs)[\s-]*kalender(\s+(für|von|vom)\s+((das|den|die|dem|der)\s+)?(?<service>[^?.!]+?))?\s*[?.!]*\s*$|^\s*(please\s+)?((?<revoke>revoke|end|delete)\s+)?((give|show|send)\s+(me\s+)?)?(my\s+|the\s+)?changes?\s+calendars?(\s+(of|for)\s+(the\s+)?(?<service>[^?.!]+?))?\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}
