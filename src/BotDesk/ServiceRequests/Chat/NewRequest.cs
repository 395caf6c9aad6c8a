using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Forms;
using BotDesk.Conversation.Understanding;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Forms;

namespace BotDesk.ServiceRequests.Chat;

/// <summary>"I need Visio": opens the form, filled in.</summary>
internal sealed partial class NewRequest(FormDesk forms, ServiceRequestForm form, Catalog catalog, PersonNames people, PolicySource policy, Understander understander) : IIntentHandler, IFormKind
{
    public IReadOnlyList<Intent> Intents { get; } = [Intent.RequestItem];

    public string Path => ServiceRequestForm.CardPath;

    public Phrase Names => Phrase.Of("serviceRequests.names");

    public Task HandleAsync(Turn turn) => OpenAsync(turn, turn.Text);

    /// <summary>Opens the form of the item that is meant, or the free one, filled in from what was said.</summary>
    public Task OpenAsync(Turn turn, string said) => OpenAsync(turn, said, new Dictionary<string, string>());

    public async Task OpenAsync(Turn turn, string said, IReadOnlyDictionary<string, string> known)
    {
        var entities = said == turn.Text ? turn.Understood.Entities : understander.Understand(said).Entities;
        var item = catalog.Meant($"{said} {entities.Item}", turn.Person);
        turn.State = turn.State with { Said = said };
        var zone = policy.Current.Organisation.TimeZone;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ServiceRequestForm.Said] = said,
            [RequestFields.Title] = item?.Name.In(turn.Language) ?? TicketTitle.From(said),
            [RequestFields.Description] = said,
            [FormField.ForWhom] = entities.Person ?? await ColleagueAsync(said) ?? "",
            [RequestFields.Service] = entities.Service ?? "",
            [FormField.NeededBy] = entities.Time?.Resolve(TimeZoneInfo.ConvertTime(turn.Now, zone).DateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        };
        foreach (var (field, chosen) in item is null ? [] : SaidChoices.In(said, item.Form))
        {
            fields[field] = chosen;
        }

        foreach (var (name, value) in known.Where(field => field.Value.Length > 0 && (field.Key is FormField.ForWhom or FormField.NeededBy || (item is null && (field.Key is RequestFields.Title or RequestFields.Service)))))
        {
            fields[name] = value;
        }

        await OpenAsync(turn, item, fields);
    }

    /// <summary>The known person after "for".</summary>
    private async Task<string?> ColleagueAsync(string said)
    {
        foreach (var name in ForWhom().Matches(said).SelectMany(match => new[] { match.Groups["full"].Value, match.Groups["first"].Value }).Where(name => name.Length > 0))
        {
            if ((await people.FindAsync(name)).Count > 0)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Opens the form of an item with these values in it.</summary>
    /// <param name="item">Null: the free form.</param>
    public async Task OpenAsync(Turn turn, CatalogItem? item, IReadOnlyDictionary<string, string> values)
    {
        var fields = new Dictionary<string, string>(values, StringComparer.Ordinal) { [ServiceRequestForm.Item] = item?.Key ?? "" };
        await form.PrepareAsync(turn, fields);
        forms.Open(turn, ServiceRequestForm.CardPath, fields);
    }

    [GeneratedRegex(@"\b(?:for|für)\s+(?<full>(?<first>\p{L}[\p{L}'-]{1,40})(?:\s+\p{L}[\p{L}'-]{1,40})?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForWhom();
}

/// <summary>"request something", and what it is.</summary>
internal sealed class NewRequestCommand(NewRequest newRequest) : ICommand
{
    private const string Prefix = "request:";

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var text = turn.Text.Trim();
        if (text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && text.Length > Prefix.Length)
        {
            await newRequest.OpenAsync(turn, text[Prefix.Length..].Trim());
            return true;
        }

        if (text.TrimEnd('.', '!', '?').ToLowerInvariant() is "request something" or "new request" or "i need something" or "order something"
            or "etwas anfordern" or "etwas bestellen" or "neue anforderung" or "ich brauche etwas" or "ich möchte etwas bestellen")
        {
            turn.State = turn.State with { Awaiting = new("serviceRequests.describe", null) };
            turn.Say(Phrase.Of("serviceRequests.describe"));
            return true;
        }

        if (turn.State.Awaiting?.Question != "serviceRequests.describe")
        {
            return false;
        }

        turn.State = turn.State with { Awaiting = null };
        if (ShortReplies.Recognise(text) is ShortReply.Cancel or ShortReply.No)
        {
            turn.Say(Phrase.Of("serviceRequests.nothingFiled"));
        }
        else
        {
            await newRequest.OpenAsync(turn, text);
        }

        return true;
    }
}

/// <summary>What is more likely a wish than anything else and names something of the catalog is one: "I need payroll access".</summary>
internal sealed class NamedItemCommand(NewRequest newRequest, Catalog catalog) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.Understood.IsSure || !newRequest.Intents.Contains(turn.Understood.Intent) || catalog.Meant(turn.Text, turn.Person) is null)
        {
            return false;
        }

        await newRequest.HandleAsync(turn);
        return true;
    }
}
