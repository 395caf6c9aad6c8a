using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Forms;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests.Chat;

/// <summary>"order the same for Anna": opens the form of what was ordered before, with the same answers.</summary>
internal sealed partial class OrderAgainCommand(NewRequest newRequest, Catalog catalog, FormReader forms, TicketBook book) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Command().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        var named = TicketNumber.Normalise(match.Groups["number"].Value);
        var whom = match.Groups["whom"].Value.Trim();
        if (await FindAsync(turn, named) is not { } before)
        {
            turn.Say(named is null ? Phrase.Of("serviceRequests.again.nothing") : Phrase.Of("serviceRequests.again.notYours", new { number = named }));
            return true;
        }

        var item = before.CatalogItem is { } key ? catalog.Find(key, turn.Person) : null;
        if (before.CatalogItem is not null && item is null)
        {
            turn.Say(Phrase.Of("serviceRequests.again.gone", new { before.Title }));
            return true;
        }

        if (RequestFields.Of(item).All(field => field.Key != FormField.ForWhom))
        {
            turn.Say(Phrase.Of("serviceRequests.again.onlySelf", new { item = item!.Name, whom }));
            return true;
        }

        var values = before.Answers.ToDictionary(answer => answer.Key, answer => answer.Value, StringComparer.Ordinal);
        (values[FormField.ForWhom], values[ServiceRequestForm.Said]) = (whom, before.Description);
        values[RequestFields.Title] = item?.Name.In(turn.Language) ?? before.Answers.FirstOrDefault(answer => answer.Key == RequestFields.Title)?.Value ?? before.Title;
        // A day that has passed, a colleague who has left: what does not fit any more is asked anew, everything else stands there.
        foreach (var field in (await forms.ReadAsync(RequestFields.Of(item), values, turn.Person)).Errors.Keys.Where(field => field != FormField.ForWhom))
        {
            values.Remove(field);
        }

        turn.State = turn.State with { Said = turn.Text };
        await newRequest.OpenAsync(turn, item, values);
        return true;
    }

    /// <summary>The request that is named, else the one talked about, else the last one.</summary>
    private async Task<ServiceRequest?> FindAsync(Turn turn, string? named)
    {
        if ((named ?? turn.State.Ticket) is { } number && await book.FindAsync(number) is ServiceRequest request && request.RequesterId == turn.Person.Id)
        {
            return request;
        }

        return named is null ? (await book.MineAsync(turn.Person, [])).OfType<ServiceRequest>().MaxBy(each => each.Id) : null;
    }

    [GeneratedRegex(
        """
        ^\s*(?:(?:please|pls|now|and|bitte)[\s,]+)*(?:(?:can|could)\ (?:you|i|we)\ (?:please\ )?)?
        (?:
            (?:(?:order|request|get|i\ need|i\ want|we\ need)\ )?(?:the\ )?same(?:\ (?:thing|item|one|order|request))?(?:\ (?:again|too|also))?\ for\ (?<whom>[^.?!,]{1,80}?)
          | (?:order|request|repeat)\ (?:it|that|this|one\ more|another(?:\ one)?|(?<number>\#?REQ[\s\-_\#]*\d{1,10}))(?:\ (?:again|too|also))?\ for\ (?<whom>[^.?!,]{1,80}?)
          | (?:(?:bestell\w*|ich\ brauche|wir\ brauchen)\ )?(?:bitte\ )?(?:das\ (?:gleiche|selbe)|dasselbe|noch\ (?:ein)?mal)(?:\ auch)?\ für\ (?<whom>[^.?!,]{1,80}?)
        )
        (?:\ (?:too|as\ well|also|please|bitte))*\s*[.?!]*\s*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}
