using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Incidents.Chat;

/// <summary>"category INC42: hardware", "service INC42: vpn", as an agent.</summary>
internal sealed partial class ClassifyCommand(IncidentDesk desk, PolicySource policy) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!turn.Person.IsAgent || Command().Match(turn.Text) is not { Success: true } match || TicketNumber.Normalise(match.Groups["number"].Value) is not { } number)
        {
            return false;
        }

        var word = match.Groups["word"].Value.Trim();
        var isService = match.Groups["service"].Success;
        var key = isService
            ? policy.Current.Services.FirstOrDefault(service => Means(service.Key, service.Name, word))?.Key
            : policy.Current.Categories.FirstOrDefault(category => Means(category.Key, category.Label, word))?.Key;
        if (key is null)
        {
            turn.Say(isService
                ? Phrase.Of("incidents.noSuchService", new { word, known = Phrase.Join(", ", policy.Current.Services.Select(service => service.Name)) })
                : Phrase.Of("incidents.noSuchCategory", new { word, known = Phrase.Join(", ", policy.Current.Categories.Select(category => category.Label)) }));
            return true;
        }

        var outcome = await desk.ClassifyAsync(number, turn.Person, isService ? key : null, isService ? null : key);
        if (outcome.Is(out var ticket, out var refusal))
        {
            turn.State = turn.State with { Ticket = ticket.Number };
            turn.Say(Phrase.Of("incidents.classifiedAs", new { ticket.Number, about = desk.About((Incident)ticket) }));
        }
        else
        {
            turn.Answer(refusal);
        }

        return true;
    }

    private static bool Means(string key, Phrase name, string word) => key.Equals(word, StringComparison.OrdinalIgnoreCase) || name.IsCalled(word);

    [GeneratedRegex(@"^\s*((set|ändere|setze)\s+(the\s+|den\s+|die\s+)?)?((?<service>service|dienst)|category|kategorie)\s+((of|for|von|für)\s+)?(?<number>#?INC[\s\-_#]*\d{1,10})\s*(:|,|-|\bto\b|\bauf\b|\bis\b|\bist\b)?\s*(?<word>\S.{0,60}?)\s*[.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}
