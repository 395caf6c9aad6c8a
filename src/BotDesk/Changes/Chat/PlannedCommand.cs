using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Changes.Chat;

/// <summary>"what changes are planned?", "any changes this weekend?", "upcoming changes to the VPN", "welche Änderungen sind geplant?"; "changes" alone.</summary>
internal sealed partial class PlannedCommand(ChangeTalk talk, PolicySource policy, TicketTimes times) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var said = Command().Match(turn.Text);
        if (!said.Success || policy.Current.Changes is null)
        {
            return false;
        }

        var (when, entities) = (string.Join(' ', said.Groups["when"].Captures), turn.Understood.Entities);
        var (today, isTime) = (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(turn.Now, times.Zone(turn.Person)).DateTime), true);
        if (Days.Said(when, TimeMentions.Find(when, pastLikely: false).Wanted, today) is not { } days)
        {
            (days, isTime) = (Days.Soon(today), false);
        }

        // What else follows may make it another question: "any changes on my ticket?"
        var isAll = isTime || entities.Service is not null || Nothing().IsMatch(when);
        if (!isAll || entities.Ticket is not null || (said.Groups["time"].Success && !isTime))
        {
            return false;
        }

        if (said.Groups["alone"].Success && !turn.Person.MaySeeConsole)
        {
            await talk.ListAsync(turn);
            return true;
        }

        await talk.ListPlannedAsync(turn, days, entities.Service);
        return true;
    }

    [GeneratedRegex(@"^\W*((are|there|now|right|currently|soon|for|me|us|please|bitte|gerade|derzeit|aktuell|bald|demnächst|denn|es|gibt|noch)\W*)*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Nothing();

    // In "time", planning is not said, so that a time has to be.
    [GeneratedRegex(
        """
        ^\s*(?:(?:hi|hello|hey|hallo|please|bitte|show|list|tell|me|us|can\ you|could\ you|see|zeige?|liste|mir|uns|kannst\ du|können\ sie)[\s,]+)*(?:
            (?<alone>(?:the\ |all\ |alle\ |die\ )?(?:changes|änderungen))
          | (?:(?:what|which|are\ there|is\ there|do\ we\ have|have\ we|any|the|all)\s+)*(?:planned|scheduled|upcoming|coming|future)\s+changes\b(?<when>.{0,60}?)
          | (?:(?:what|which|are|is|there|do\ we\ have|have\ we|any|the|all|it)\s+)*changes\s+(?:(?:are|is|do\ we\ have|have\ we|will\ be|being|currently|there|already)\s+)*(?:planned|scheduled|coming(?:\ up)?|upcoming|ahead|due|on\ the\ calendar|happening|going\ on|taking\ place)\b(?<when>.{0,60}?)
          | (?<time>(?:what|which|any|are\ there(?:\ any)?|do\ we\ have(?:\ any)?)\s+changes\b)(?<when>.{1,60}?)
          | (?:(?:welche|was\ für|gibt\ es|sind|stehen|irgendwelche|alle|die|was\ sind)\s+)*(?:geplante|anstehende|kommende|bevorstehende)n?\s+(?:changes|änderungen)\b(?<when>.{0,60}?)
          | (?:(?:welche|was\ für|gibt\ es|sind|stehen|werden|irgendwelche|alle|die)\s+)+(?:changes|änderungen)\s+(?:(?:sind|stehen|kommen|werden|finden|haben\ wir|denn)\s+)*(?<when>.{0,40}?)(?:geplant|vorgesehen|eingeplant|angesetzt|bevor|statt|an)\b(?<when>.{0,40}?)
          | (?<time>(?:gibt\ es|sind|kommen|stehen)\s+)(?<when>.{1,40}?)\s+(?:irgendwelche\s+)?(?:changes|änderungen)(?:\s+(?:geplant|vorgesehen|an))?
          | (?<time>(?:gibt\ es|welche|irgendwelche|sind)(?:\ irgendwelche)?\s+(?:changes|änderungen)\b)(?<when>.{1,60}?)
        )\s*[?.!]*\s*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}
